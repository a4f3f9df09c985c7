import { type HandoverItem, itemWords } from '@/lib/handover/model';
import { isSampleName } from '@/lib/shared/sample-people';

/**
 * The items of a person's draft without those about the sample's verdicts. An item in which the person wrote stays, about no sighting any
 * more. `before` are the items of the sample's handover, from which the draft carried some. Pure.
 */
export function ownItems(drafted: readonly HandoverItem[], before: readonly HandoverItem[]): HandoverItem[] {
  const carried = new Map(before.map((item) => [item.key, item]));
  return drafted.flatMap((item): HandoverItem[] => {
    if (item.sighting === null || !isSampleName(item.sighting.by)) return [item];
    if (!isWritten(item, carried.get(item.key))) return [];
    return [{ ...item, key: `free~${item.key}`, title: itemWords(item), sighting: null }];
  });
}

/** Whether a person wrote in the item after it was carried, or made. */
function isWritten({ owner, nextStep, deadline, done }: HandoverItem, before: HandoverItem | undefined): boolean {
  if (before === undefined) return nextStep !== '' || deadline !== null || done;
  return owner !== before.owner || nextStep !== before.nextStep || deadline !== before.deadline || done !== before.done;
}
