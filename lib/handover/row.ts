/** A handover as the store holds it, and as answers give it. Pure. */
import { z } from 'zod';
import { Fault } from '@/lib/shared/errors';
import { sha256 } from '@/lib/shared/ids';
import { shiftTimeSchema } from '@/lib/shifts/model';
import type { handovers } from '@/lib/store/schema';
import { type Frozen, factsSchema, frozenSchema, type Handover, handoverState, itemSchema, questionSchema } from './model';

export type HandoverRow = typeof handovers.$inferSelect;

/** The text that is kept of what is published, and its SHA-256. */
export function sealText(what: Frozen): { frozen: string; sha256: string } {
  const frozen = JSON.stringify(frozenSchema.parse(what));
  return { frozen, sha256: sha256(frozen) };
}

/** What a handover says: of a published one only what was frozen. Throws a Fault `unavailable` where that is not what was published. */
export function contentOf(row: HandoverRow): Pick<Handover, 'summary' | 'items' | 'facts' | 'shift' | 'before'> {
  if (row.state === 'draft')
    return {
      summary: row.summary,
      items: itemsOf(row),
      facts: factsSchema.parse(row.facts),
      shift: shiftTimeSchema.parse(row.shift),
      before: row.before,
    };
  if (row.frozen === null || sha256(row.frozen) !== row.sha256)
    throw new Fault(
      'unavailable',
      'This handover is not shown: its text is not the one that was published, as its SHA-256 differs. Somebody changed it in the database; a backup has the true one.',
    );
  const { summary, items, facts, shift, before } = frozenSchema.parse(JSON.parse(row.frozen));
  return { summary, items, facts, shift, before };
}

export const itemsOf = ({ items }: Pick<HandoverRow, 'items'>) => z.array(itemSchema).parse(items);
export const questionsOf = ({ questions }: Pick<HandoverRow, 'questions'>) => z.array(questionSchema).parse(questions);

/** What the list says of one. */
export function aboutOf(row: HandoverRow) {
  const { id, revision, by, at, publishedAt, acceptedBy, acceptedAt } = row;
  const shift = shiftTimeSchema.parse(row.shift);
  return { id, revision, state: handoverState.parse(row.state), shift, by, at, publishedAt, acceptedBy, acceptedAt };
}
