/** Changes to the question on the screen. Pure. */

import { fields, type SortKey } from '@/lib/sightings/fields';
import type { Choice } from '@/lib/sightings/filter-kinds';
import {
  type ChoiceFilter,
  entriesOf,
  type FilterName,
  filterNames,
  filters,
  toggled,
  withoutEntry,
} from '@/lib/sightings/filters';
import { defaultParams, type SightingsParams } from '@/lib/sightings/params';
import { writeToolParams } from '@/lib/tool-profiles/params';

const same = (field: ChoiceFilter, a: string, b: string) => filters[field].kind.normal(a) === filters[field].kind.normal(b);

/** Adds an entry to a filter, or takes it away if it was there. */
export function toggle(params: SightingsParams, name: FilterName, entry: Choice): SightingsParams {
  return { ...params, [name]: toggled(params, name, entry) };
}

/** Adds choices without taking away what was there. */
export function addChoices(params: SightingsParams, field: ChoiceFilter, choices: Choice[]): SightingsParams {
  const kept = params[field].filter(({ value }) => !choices.some((choice) => same(field, value, choice.value)));
  return { ...params, [field]: [...kept, ...choices] };
}

export function has(params: SightingsParams, name: FilterName, value: string, not = false): boolean {
  const { normal } = filters[name].kind;
  return entriesOf(name, params).some((entry) => entry.not === not && normal(entry.value) === normal(value));
}

/** The question without filters: the window, what counts as new, and the order stay. */
export function withoutFilters(params: SightingsParams): SightingsParams {
  return { ...defaultParams, window: params.window, since: params.since, sort: params.sort, group: params.group };
}

/** The question without one entry of a filter. */
export function without(params: SightingsParams, name: FilterName, entry: Choice): SightingsParams {
  return { ...params, [name]: withoutEntry(params, name, entry) };
}

export function hasFilters(params: SightingsParams): boolean {
  return filterNames.some((name) => entriesOf(name, params).length > 0);
}

/** Sorted by a column as it sorts at first; the same column again turns the order round. */
export function sortedBy(params: SightingsParams, key: SortKey): SightingsParams {
  const descending = params.sort.key === key ? !params.sort.descending : fields[key].sort.startsDescending;
  return { ...params, sort: { key, descending } };
}

/** The question of a tool's page over the same window. */
export const toolSearch = ({ window, since }: Pick<SightingsParams, 'window' | 'since'>): URLSearchParams =>
  writeToolParams({ window, since, device: null });
