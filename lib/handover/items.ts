/** Items: what is open, carried from one shift to the next so that nothing is lost, and how two handovers differ. Pure. */
import { minuteWords } from '@/lib/shared/format';
import { isSampleName } from '@/lib/shared/sample-people';
import { type VerdictValue, verdictNames } from '@/lib/triage/model';
import { type Comparison, type HandoverItem, type ItemPatch, type ItemSighting, itemWords } from './model';

/** A sighting whose verdict is one of `openVerdicts`. */
export type OpenSighting = ItemSighting & { owner: string | null };

/** Verdicts that leave something to do. */
export const openVerdicts: ReadonlySet<VerdictValue> = new Set(['in-review', 'suspicious', 'malicious', 'escalated']);

export const itemKey = ({ toolSlug, deviceId, workspace }: Pick<ItemSighting, 'toolSlug' | 'deviceId' | 'workspace'>) =>
  `${toolSlug}~${deviceId}~${workspace}`;

const severity: Record<VerdictValue, number> = { escalated: 0, malicious: 1, suspicious: 2, 'in-review': 3, new: 4, approved: 5 };

/**
 * The items of a handover. Open are all sightings with a verdict that leaves something to do, and what the handover before left open.
 * What the draft says of an item holds. An item that was done comes back only when its verdict has been changed since; one whose
 * sighting was approved is closed; one whose verdict was taken back stays, as nobody has decided it, unless the sample shift had, which
 * is gone then.
 * @param verdictOf the present verdict of a sighting that is not open
 */
export function carryOver(
  before: readonly HandoverItem[],
  open: readonly OpenSighting[],
  drafted: readonly HandoverItem[],
  verdictOf: (key: string) => VerdictValue,
): HandoverItem[] {
  const [earlier, edited] = [byKey(before), byKey(drafted)];
  const sightings = open.flatMap(({ owner, ...sighting }): HandoverItem[] => {
    const key = itemKey(sighting);
    const [draft, old] = [edited.get(key), earlier.get(key)];
    const isSame = (item: HandoverItem | undefined) => item?.sighting?.verdictRevision === sighting.verdictRevision;
    if (draft === undefined && old?.done && isSame(old)) return [];
    const carried = old === undefined ? 0 : old.carried + 1;
    const known = draft ?? old;
    const named = { ...sighting, deviceName: sighting.deviceName || (known?.sighting?.deviceName ?? '') };
    const fresh = { key, title: '', sighting: named, carried };
    if (known === undefined) return [{ ...fresh, owner, nextStep: '', deadline: null, done: false }];
    const { nextStep, deadline } = known;
    return [{ ...fresh, owner: isSame(known) ? known.owner : owner, nextStep, deadline, done: isSame(known) && known.done }];
  });
  const isOpen = new Set(sightings.map(({ key }) => key));
  const rest = [...byKey([...before.filter(({ done }) => !done), ...drafted]).values()]
    .filter(({ key, sighting }) => !isOpen.has(key) && (sighting === null || (isLeft(key) && !isSampleName(sighting.by))))
    .map((item): HandoverItem => {
      const old = earlier.get(item.key);
      const sighting = item.sighting && { ...item.sighting, verdict: verdictOf(item.key) };
      return { ...item, sighting, carried: old === undefined ? 0 : old.carried + 1 };
    });
  return [...sightings, ...rest].sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));

  function isLeft(key: string): boolean {
    return verdictOf(key) === 'new' && earlier.get(key)?.done !== true;
  }
}

const byKey = (items: readonly HandoverItem[]) => new Map(items.map((item) => [item.key, item]));
const rank = ({ sighting, done }: HandoverItem) => (done ? 10 : 0) + (sighting === null ? 3 : severity[sighting.verdict]);

/** The items with a person's changes; the keys that no item has come beside them. `newKey` names a new one. */
export function changeItems(
  items: readonly HandoverItem[],
  patches: readonly ItemPatch[],
  newKey: () => string,
): { items: HandoverItem[]; unknown: string[] } {
  const changed = byKey(items);
  const unknown: string[] = [];
  for (const { key, title, owner, nextStep, deadline, done } of patches) {
    const at = key ?? newKey();
    const item = key === undefined ? emptyItem(at) : changed.get(at);
    if (item === undefined) {
      unknown.push(at);
      continue;
    }
    changed.set(at, {
      ...item,
      ...(title !== undefined && item.sighting === null && { title }),
      ...(owner !== undefined && { owner: owner === '' ? null : owner }),
      ...(nextStep !== undefined && { nextStep }),
      ...(deadline !== undefined && { deadline }),
      ...(done !== undefined && { done }),
    });
  }
  return { items: [...changed.values()], unknown };
}

const emptyItem = (key: string): HandoverItem => ({
  ...{ key, title: '', sighting: null, owner: null, nextStep: '', deadline: null, done: false, carried: 0 },
});

/** What was opened, closed and changed from one handover's items to another's. */
export function compareItems(before: readonly HandoverItem[], after: readonly HandoverItem[]): Comparison['items'] {
  const [old, now] = [byKey(before.filter(({ done }) => !done)), byKey(after)];
  const opened = after.filter(({ key, done }) => !old.has(key) && !done).map((item) => changeOf(item, 'opened'));
  const closed = [...old.values()].filter(({ key }) => now.get(key)?.done ?? true).map((item) => changeOf(item, 'closed'));
  const changed = after.flatMap((item) => {
    const was = old.get(item.key);
    const changes = was === undefined || item.done ? [] : differences(was, item);
    return changes.length === 0 ? [] : [{ ...changeOf(item, 'changed'), changes }];
  });
  return [...opened, ...closed, ...changed];
}

const changeOf = (item: HandoverItem, kind: 'opened' | 'closed' | 'changed') => ({
  ...{ key: item.key, what: itemWords(item), kind, changes: [] as string[] },
});

function differences(was: HandoverItem, is: HandoverItem): string[] {
  const values: [string, (item: HandoverItem) => string][] = [
    ['Verdict', ({ sighting }) => (sighting === null ? '' : verdictNames[sighting.verdict])],
    ['Owner', ({ owner }) => owner ?? 'nobody'],
    ['Next step', ({ nextStep }) => nextStep || 'none'],
    ['Deadline', ({ deadline }) => (deadline === null ? 'none' : minuteWords(deadline))],
    ['What changed since the verdict', ({ sighting }) => sighting?.changedSince.join(', ') || 'nothing'],
  ];
  return values.flatMap(([name, of]) => (of(was) === of(is) ? [] : [`${name}: ${of(was)} → ${of(is)}`]));
}
