/** Shared links: the contract of `/api/links`, for both ends. Browser-safe. */
import { z } from 'zod';
import { deviceDetailSchema, eventDetailSchema, eventsPageSchema } from '@/lib/devices/model';
import { engineNameSchema } from '@/lib/engines/model';
import { formatCount } from '@/lib/shared/format';
import { instantSchema } from '@/lib/shared/time';
import { sightingsPageSchema, timelineSchema } from '@/lib/sightings/model';

/** `live`: asks the question anew. `frozen`: keeps a snapshot of the answer. */
export const linkKindSchema = z.enum(['live', 'frozen']);
export type LinkKind = z.infer<typeof linkKindSchema>;

/** How long a link is open where nobody says, and at most. */
export const DEFAULT_DAYS = 90;
export const MAX_DAYS = 730;
/** A snapshot's bounds: sightings, events, and bytes when packed. */
export const MOST_ROWS = 1000;
export const MOST_EVENTS = 500;
export const MOST_BYTES = 5 * 1024 ** 2;

/** Whose rights a snapshot was asked with: the maker's own in Azure, the application's, or files that everybody here sees alike. */
const scopeSchema = z.object({ engine: engineNameSchema, rights: z.enum(['own', 'app', 'local']), asOf: instantSchema });
export type LinkScope = z.infer<typeof scopeSchema>;

/** A link as lists show it, without its snapshot. */
export const linkSchema = z.object({
  id: z.string(),
  /** The address to send to somebody. */
  url: z.string(),
  kind: linkKindSchema,
  /** The page that it is about, with its question. */
  path: z.string(),
  title: z.string(),
  by: z.string(),
  at: instantSchema,
  expiresAt: instantSchema,
  state: z.enum(['open', 'expired', 'revoked']),
  revokedBy: z.string().nullable(),
  revokedAt: instantSchema.nullable(),
  /** Set for a frozen link. */
  scope: scopeSchema.nullable(),
  sha256: z.string().nullable(),
  /** Whether the person who asks may revoke it. */
  mayRevoke: z.boolean(),
});
export type SharedLink = z.infer<typeof linkSchema>;

/** `GET /api/links`: one's own, newest first; for a Lead everybody's (`all`). */
export const linksSchema = z.object({ links: z.array(linkSchema), all: z.boolean() });

/** What a frozen link keeps: the answers that its page shows. */
export const snapshotSchema = z.discriminatedUnion('page', [
  z.object({
    page: z.literal('sightings'),
    sightings: sightingsPageSchema,
    timeline: timelineSchema,
    /** The events of the sighting that was open beside the table. */
    events: eventsPageSchema.nullable(),
  }),
  z.object({ page: z.literal('device'), device: deviceDetailSchema, events: eventsPageSchema }),
  z.object({ page: z.literal('event'), event: eventDetailSchema }),
]);
export type Snapshot = z.infer<typeof snapshotSchema>;

/** The answer that a snapshot's page is about: its window, engine and `asOf` are those of the whole snapshot. */
export function answerOf(snapshot: Snapshot) {
  if (snapshot.page === 'sightings') return snapshot.sightings;
  return snapshot.page === 'device' ? snapshot.device : snapshot.event;
}

/** What a snapshot leaves out of the answer, as sentences. */
export function leftOut(snapshot: Snapshot): string[] {
  const said: string[] = [];
  if (snapshot.page === 'sightings' && snapshot.sightings.rows.length < snapshot.sightings.total)
    said.push(ofWords(snapshot.sightings.rows.length, snapshot.sightings.total, 'sightings', 'in the order of the page'));
  const events = snapshot.page === 'event' ? null : snapshot.events;
  if (events !== null && events.rows.length < events.total)
    said.push(ofWords(events.rows.length, events.total, 'events', 'those that a hunt matches, then the newest'));
  return said;
}

const ofWords = (kept: number, total: number, what: string, which: string) =>
  `Kept are ${formatCount(kept)} of ${formatCount(total)} ${what}, ${which}; the others are left out.`;

/** A value that has changed. */
const changeSchema = z.object({
  what: z.enum(['count', 'firstSeen', 'lastSeen', 'verdict', 'owner', 'accounts', 'excluded', 'hunts', 'column']),
  /** For `column`: its name. */
  name: z.string().optional(),
  from: z.string(),
  to: z.string(),
});
export type LinkChange = z.infer<typeof changeSchema>;

/** `GET /api/links/{id}/changes`: what the engine answers now beside what was frozen. */
export const linkChangesSchema = z.discriminatedUnion('known', [
  z.object({ known: z.literal(false), why: z.string() }),
  z.object({
    known: z.literal(true),
    asOf: instantSchema,
    /** Why the comparison is not whole. */
    notes: z.array(z.string()),
    /** In words: `AnyDesk on ws-1`. */
    added: z.array(z.string()),
    gone: z.array(z.string()),
    changed: z.array(z.object({ label: z.string(), changes: z.array(changeSchema) })),
    /** How many of the events kept are gone, and how many came to them; null where none are kept. */
    events: z.object({ added: z.number(), gone: z.number() }).nullable(),
  }),
]);
export type LinkChanges = z.infer<typeof linkChangesSchema>;
