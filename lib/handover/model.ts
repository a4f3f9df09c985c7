/** What one shift leaves the next. The contract of `/api/handovers`, for both ends. Browser-safe. */
import { z } from 'zod';
import { engineNameSchema } from '@/lib/engines/model';
import { storedId, storedName, storedText, storedWords } from '@/lib/shared/stored-text';
import { givenInstant, type Instant, instantSchema } from '@/lib/shared/time';
import { shiftTimeSchema } from '@/lib/shifts/model';
import { verdictValueSchema } from '@/lib/triage/model';

/** The most entries of each list of a handover; the others are only counted. */
export const MOST_LISTED = 200;
/** The most items of one change. People cannot add to a handover that has as many; open sightings are always in it. */
export const MOST_ITEMS = 2000;
export const MOST_QUESTIONS = 200;

/** The sighting that an item is about. A draft shows its verdict as it is now, what is published as it was then. */
const itemSighting = z.object({
  tool: z.string(),
  toolSlug: z.string(),
  deviceId: z.string(),
  /** '' where it is not known. */
  deviceName: z.string(),
  workspace: z.string(),
  verdict: verdictValueSchema,
  verdictRevision: z.int(),
  by: z.string(),
  at: instantSchema,
  note: z.string(),
  ticket: z.string().nullable(),
  /** What has changed since the verdict, in words. */
  changedSince: z.array(z.string()),
});
export type ItemSighting = z.infer<typeof itemSighting>;

/** Something that is open. */
export const itemSchema = z.object({
  key: z.string(),
  /** In place of a sighting, where it is about none. */
  title: z.string(),
  sighting: itemSighting.nullable(),
  owner: z.string().nullable(),
  nextStep: z.string(),
  deadline: instantSchema.nullable(),
  /** Nothing is left to do, so the next shift does not get it again. */
  done: z.boolean(),
  /** Through how many handovers it has come already. */
  carried: z.int(),
});
export type HandoverItem = z.infer<typeof itemSchema>;

/** Whether an item's deadline has passed at `now` with something left to do. */
export const isOverdue = ({ deadline, done }: Pick<HandoverItem, 'deadline' | 'done'>, now: Instant) =>
  deadline !== null && !done && deadline < now;

/** What an item is about, in words: `AnyDesk on ws-1`; the device's id where its name is not known. */
export const itemWords = ({ title, sighting }: Pick<HandoverItem, 'title' | 'sighting'>) =>
  sighting === null ? title : `${sighting.tool} on ${sighting.deviceName || sighting.deviceId}`;

const sightingLine = z.object({
  tool: z.string(),
  toolSlug: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  firstSeen: instantSchema,
  lastSeen: instantSchema,
  count: z.number(),
  accounts: z.array(z.string()),
  verdict: verdictValueSchema,
  changedSince: z.array(z.string()),
});
export type SightingLine = z.infer<typeof sightingLine>;

const listOf = <T extends z.ZodType>(row: T) => z.object({ total: z.int(), rows: z.array(row) });

/** What happened in the shift, as the server found it. */
export const factsSchema = z.object({
  /** From the beginning of the shift, or from the handover before where that is earlier. */
  window: z.object({ from: instantSchema, to: instantSchema }),
  engine: engineNameSchema,
  /** Null where the telemetry did not answer: a notice says why. `quiet` is null where nobody knows, too. */
  new: listOf(sightingLine).nullable(),
  changed: listOf(sightingLine).nullable(),
  quiet: listOf(sightingLine).nullable(),
  quietFrom: instantSchema.nullable(),
  verdicts: listOf(
    z.object({
      tool: z.string(),
      deviceId: z.string(),
      deviceName: z.string(),
      from: verdictValueSchema,
      to: verdictValueSchema,
      by: z.string(),
      at: instantSchema,
      note: z.string(),
    }),
  ),
  exclusions: listOf(
    z.object({
      id: z.string(),
      name: z.string(),
      tool: z.string().nullable(),
      reason: z.string(),
      owner: z.string(),
      by: z.string(),
      status: z.string(),
      expiresAt: instantSchema,
      /** Why it is listed. */
      because: z.enum(['made', 'ends soon', 'has ended']),
    }),
  ),
  health: z.object({
    ok: z.boolean(),
    message: z.string(),
    tables: z.array(
      z.object({
        name: z.string(),
        present: z.boolean(),
        lastEvent: instantSchema.nullable(),
        lagSeconds: z.number().nullable(),
        fault: z.string().nullable(),
      }),
    ),
  }),
  /** What is left out, and why. */
  /** Each notice once: several questions may lack the same thing. */
  notices: z.array(z.string()).transform((said) => [...new Set(said)]),
});
export type HandoverFacts = z.infer<typeof factsSchema>;

export const questionSchema = z.object({
  id: z.string(),
  text: z.string(),
  by: z.string(),
  at: instantSchema,
  answer: z.string().nullable(),
  answeredBy: z.string().nullable(),
  answeredAt: instantSchema.nullable(),
});
export type Question = z.infer<typeof questionSchema>;

export const handoverState = z.enum(['draft', 'published', 'accepted']);

const about = z.object({
  id: z.string(),
  revision: z.int(),
  state: handoverState,
  shift: shiftTimeSchema,
  by: z.string(),
  /** When it was begun. */
  at: instantSchema,
  publishedAt: instantSchema.nullable(),
  acceptedBy: z.string().nullable(),
  acceptedAt: instantSchema.nullable(),
});

/** `GET /api/handovers`: newest first. */
export const handoversPage = z.object({
  handovers: z.array(about.extend({ open: z.int(), /** 0 for all but the newest. */ overdue: z.int(), unanswered: z.int() })),
  /** Published, and accepted by nobody yet. */
  unaccepted: z.int(),
});
export type HandoversPage = z.infer<typeof handoversPage>;

/** What is frozen when a handover is published. */
export const frozenSchema = z.object({
  format: z.literal(1),
  id: z.string(),
  shift: shiftTimeSchema,
  by: z.string(),
  publishedAt: instantSchema,
  before: z.string().nullable(),
  summary: z.string(),
  items: z.array(itemSchema),
  facts: factsSchema,
});
export type Frozen = z.infer<typeof frozenSchema>;

const itemChange = z.object({
  key: z.string(),
  what: z.string(),
  kind: z.enum(['opened', 'closed', 'changed']),
  /** What has changed about it, in words. */
  changes: z.array(z.string()),
});
const comparisonSchema = z.object({ with: z.string(), items: z.array(itemChange) });
export type Comparison = z.infer<typeof comparisonSchema>;

/** `GET /api/handovers/{id}`. */
export const handoverSchema = about.extend({
  summary: z.string(),
  items: z.array(itemSchema),
  facts: factsSchema,
  questions: z.array(questionSchema),
  /** The handover that it follows. */
  before: z.string().nullable(),
  /** The SHA-256 of what was published; null for a draft. */
  sha256: z.string().nullable(),
  /** When it was read: a deadline before that has passed. */
  readAt: instantSchema,
  /** Compared with the handover before, or with the one that was asked for. */
  comparison: comparisonSchema.nullable(),
  mayEdit: z.boolean(),
  /** Whether the person who asks may accept it; if not, why not, in words. */
  mayAccept: z.boolean(),
  whyNot: z.string().nullable(),
});
export type Handover = z.infer<typeof handoverSchema>;

/** `PATCH /api/handovers/{id}`: items are changed by their key; one without a key is new. What is left out stays. */
export const patchInput = z.object({
  id: storedId,
  summary: storedWords(20_000).optional(),
  items: z
    .array(
      z.object({
        key: storedText(700).optional(),
        title: storedName(300).optional(),
        owner: storedWords(200).nullable().optional(),
        nextStep: storedWords(2000).optional(),
        deadline: givenInstant.nullable().optional(),
        done: z.boolean().optional(),
      }),
    )
    .max(MOST_ITEMS)
    .default([]),
  ifRevision: z.int().min(0).optional(),
});

export type ItemPatch = z.infer<typeof patchInput>['items'][number];

export const idInput = z.object({ id: storedId, ifRevision: z.int().min(0).optional() });

/** `POST /api/handovers/{id}/questions`: asks, or with the id of a question answers it. */
export const questionInput = z.object({
  id: storedId,
  text: storedName(4000).optional(),
  question: storedId.optional(),
  answer: storedName(4000).optional(),
});
