/** Changes to the question on the screen. Pure. */
import { slugOf } from '@/lib/hunts/model';
import { type Choice, defaultParams, type SightingsParams, type SortKey, sortKeys } from '@/lib/sightings/params';

export type ChoiceField = 'tool' | 'device' | 'account' | 'workspace';

const same = (field: ChoiceField, a: string, b: string) =>
  field === 'tool' ? slugOf(a) === slugOf(b) : a.toLowerCase() === b.toLowerCase();

/** Adds a choice, or takes it away if it was there; the opposite choice of the same value always goes. */
export function toggleChoice(params: SightingsParams, field: ChoiceField, choice: Choice): SightingsParams {
  const others = params[field].filter(({ value }) => !same(field, value, choice.value));
  const was = params[field].some(({ value, not }) => same(field, value, choice.value) && not === choice.not);
  return { ...params, [field]: was ? others : [...others, choice] };
}

/** Adds choices without taking away what was there. */
export function addChoices(params: SightingsParams, field: ChoiceField, choices: Choice[]): SightingsParams {
  const kept = params[field].filter(({ value }) => !choices.some((choice) => same(field, value, choice.value)));
  return { ...params, [field]: [...kept, ...choices] };
}

export function hasChoice(params: SightingsParams, field: ChoiceField, value: string, not = false): boolean {
  return params[field].some((choice) => choice.not === not && same(field, choice.value, value));
}

export function toggle<T>(list: T[], value: T): T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

/** The question without filters: the window and the order stay. */
export function withoutFilters(params: SightingsParams): SightingsParams {
  return { ...defaultParams, window: params.window, sort: params.sort };
}

export function hasFilters({ hunt, q, new: isNew, ...params }: SightingsParams): boolean {
  const { tool, signal, device, account, workspace, verdict } = params;
  const lists = [tool, signal, device, account, workspace, verdict];
  return lists.some((list) => list.length > 0) || hunt !== null || q !== '' || isNew !== null;
}

/** Times and counts start with the newest and most, names with A. */
const startsDescending: Record<SortKey, boolean> = {
  tool: false,
  device: false,
  firstSeen: true,
  lastSeen: true,
  count: true,
  accounts: false,
};

/** Sorted by a column; the same column again turns the order round. */
export function sortedBy(params: SightingsParams, key: SortKey): SightingsParams {
  const descending = params.sort.key === key ? !params.sort.descending : startsDescending[key];
  return { ...params, sort: { key, descending } };
}

export function asSortKey(text: string): SortKey | undefined {
  return sortKeys.find((key) => key === text);
}
