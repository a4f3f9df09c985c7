/** What analysts decide about sightings: the contract of `/api/verdicts`, for both ends. Browser-safe. */
import { z } from 'zod';
import { storedId, storedName, storedWords } from '@/lib/shared/stored-text';
import { givenInstant } from '@/lib/shared/time';

/** The verdicts in the order of the work. `new`: nobody has decided anything. */
export const verdictValueSchema = z.enum(['new', 'in-review', 'approved', 'suspicious', 'malicious', 'escalated']);

export type VerdictValue = z.infer<typeof verdictValueSchema>;

/** What verdicts are filtered by. `changed`: decided, and something has changed since. */
export const verdictWordSchema = z.enum([...verdictValueSchema.options, 'changed']);
export type VerdictWord = z.infer<typeof verdictWordSchema>;

/** The words for each, on the screen and in exports. */
export const verdictNames: Record<VerdictWord, string> = {
  new: 'Unreviewed',
  'in-review': 'In review',
  approved: 'Approved',
  suspicious: 'Suspicious',
  malicious: 'Malicious',
  escalated: 'Escalated',
  changed: 'Changed since',
};

/**
 * The traits of a sighting that a decision knows, so that new values stand out later. In the order in which changes are listed.
 */
export const traitNames = ['account', 'path', 'hash', 'signer', 'remote', 'commandLine'] as const;
export type TraitName = (typeof traitNames)[number];

/** Why a decided sighting is to be looked at again. `review`: its date has come. `unknown`: it could not be read when it was decided. */
const changeSchema = z.object({ what: z.enum([...traitNames, 'review', 'unknown']), values: z.array(z.string()) });
export type TraitChange = z.infer<typeof changeSchema>;

/** The verdict of a sighting as a row carries it. `revision` 0: none was ever set. */
export const verdictSchema = z.object({
  value: verdictValueSchema,
  owner: z.string().nullable(),
  revision: z.int(),
  /** Who decided, and when; null at revision 0. */
  by: z.string().nullable(),
  at: z.string().nullable(),
  note: z.string(),
  ticket: z.string().nullable(),
  reviewAt: z.string().nullable(),
  /** What the decision did not know, in words; left out where there is nothing. */
  changedSince: z.array(z.string()).optional(),
  /** The same changes value by value: the first values of each trait, and how many more there are. */
  changes: z.array(changeSchema.extend({ more: z.int() })).optional(),
  /** The workspace, if the verdict holds in one only. */
  workspace: z.string().optional(),
});
export type Verdict = z.infer<typeof verdictSchema>;

export const noVerdict: Verdict = {
  value: 'new',
  owner: null,
  revision: 0,
  by: null,
  at: null,
  note: '',
  ticket: null,
  reviewAt: null,
};

/** Nobody has decided, or something has changed since. */
export const isUnreviewed = ({ value, changedSince }: Verdict) => value === 'new' || changedSince !== undefined;

/** How much a verdict asks to be looked at: a changed one most, then what is bad, what nobody has decided, what is settled. */
export function verdictRank({ value, changedSince }: Verdict): number {
  const rank = { approved: 0, 'in-review': 1, new: 2, suspicious: 3, escalated: 4, malicious: 5 }[value];
  return changedSince === undefined ? rank : 6;
}

/** How many sightings one change may decide. */
const MAX_ITEMS = 2000;
const MAX_NOTE = 10_000;

const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an address that begins with https://', abort: true })
  .max(2000)
  // `https://help-desk.example@evil.example/` reads as another host's than it leads to.
  .refine(
    (text) => new URL(text).username === '' && new URL(text).password === '',
    'must hold no name or password before its host',
  );

const itemSchema = z.object({
  /** The tool's name or slug. */
  tool: storedName(200),
  deviceId: storedName(200),
  /** The workspace, if the verdict is for one only. */
  workspace: storedWords(200).optional(),
  ifRevision: z.int().min(0).optional(),
});

/** `POST /api/verdicts`. What is left out stays as it is; null takes it away. */
export const verdictInput = z.object({
  items: z.array(itemSchema).min(1, 'must name at least one sighting').max(MAX_ITEMS, `must be at most ${MAX_ITEMS}`),
  verdict: verdictValueSchema,
  note: storedWords(MAX_NOTE).optional(),
  owner: storedName(200).nullable().optional(),
  ticket: webAddress.nullable().optional(),
  reviewAt: givenInstant.nullable().optional(),
});
export type VerdictInput = z.infer<typeof verdictInput>;

const oneChange = z.object({
  tool: z.string(),
  deviceId: z.string(),
  workspace: z.string().optional(),
  revision: z.int(),
  from: verdictValueSchema,
  to: verdictValueSchema,
});

/** The answer to a change of verdicts. `undoId` takes it back. */
export const verdictChangesSchema = z.object({
  changes: z.array(oneChange),
  undoId: z.string(),
  /** What the person should know of it, such as that the telemetry could not be read. */
  notices: z.array(z.string()),
});
export type VerdictChanges = z.infer<typeof verdictChangesSchema>;

export const undoInput = z.object({ undoId: storedId });

/** The present verdict of each sighting, for a person who tried to change an older one. */
export const currentVerdicts = z.object({
  items: z.array(verdictSchema.extend({ tool: z.string(), deviceId: z.string() })),
});

const historyEntry = z.object({
  revision: z.int(),
  from: verdictValueSchema,
  to: verdictValueSchema,
  by: z.string(),
  at: z.string(),
  note: z.string(),
  owner: z.string().nullable(),
  ticket: z.string().nullable(),
  reviewAt: z.string().nullable(),
  workspace: z.string().optional(),
  /** Why, where no person gave a reason: `undo of revision 2`. */
  because: z.string().optional(),
});
export const verdictHistorySchema = z.object({ entries: z.array(historyEntry) });
export type VerdictHistory = z.infer<typeof verdictHistorySchema>;
