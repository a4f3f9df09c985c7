/** Exclusions: known-good activity that is taken out of sweeps. The contract of `/api/exclusions`, for both ends. Browser-safe. */
import { z } from 'zod';
import { timeOfDay, zoneName } from '@/lib/shared/hours';
import { storedId, storedName, storedText } from '@/lib/shared/stored-text';
import { givenInstant, instantSchema } from '@/lib/shared/time';
import { type Attribute, attributes } from '@/lib/tables/table';

/** What a condition can name, whatever each table calls it; group and tag are those of DeviceInfo. In the order of menus. */
export const namedColumns = {
  account: 'Account',
  deviceName: 'Device name',
  deviceId: 'Device id',
  deviceGroup: 'Device group',
  deviceTag: 'Device tag',
  ...attributes,
  hours: 'Hours',
} as const satisfies Record<string, string> & Record<Attribute, string>;

/** The operators that compare with one text. */
export const textOps = [
  '==',
  '!=',
  '=~',
  '!~',
  'has',
  '!has',
  'contains',
  '!contains',
  'startswith',
  '!startswith',
  'endswith',
  '!endswith',
] as const;
/** The operators that compare with several texts, of which one must fit (for `!in` and `!in~`: none). */
export const listOps = ['in', 'in~', '!in', '!in~', 'has_any'] as const;

const MAX_TEXT = 2000;
const MAX_VALUES = 1000;
const MAX_DEPTH = 4;
const MAX_CONDITIONS = 100;

const text = storedText(MAX_TEXT).min(1, 'must not be empty');
/** One of `namedColumns`, or a column of a hunted table by its own name. */
const column = z.string().regex(/^[A-Za-z_]\w{0,63}$/, 'must be the name of a column');

/** A named list in place of values. */
const listed = z.strictObject({ list: z.string().min(1).max(100) });
export const addressRange = text.regex(
  /^(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}(?:\/(?:3[0-2]|[12]?\d))?$/,
  'must be an IPv4 address or range such as 10.1.0.0/16',
);

/** Hours of days of the week in a time zone: from 22:00 to 06:00 is the night that begins on the day. Monday is 1. */
export const hoursSchema = z.strictObject({
  days: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5, 6, 7]),
  from: timeOfDay,
  to: timeOfDay,
  zone: zoneName,
});
export type Hours = z.infer<typeof hoursSchema>;

export const conditionSchema = z.discriminatedUnion('op', [
  z.strictObject({ column, op: z.enum(textOps), value: text }),
  z.strictObject({ column, op: z.enum(listOps), value: z.union([z.array(text).min(1).max(MAX_VALUES), listed]) }),
  z.strictObject({ column, op: z.literal('matches regex'), value: text.max(500) }),
  z.strictObject({
    column,
    op: z.literal('ipv4_is_in_any_range'),
    value: z.union([z.array(addressRange).min(1).max(MAX_VALUES), listed]),
  }),
  z.strictObject({ column: z.literal('hours'), op: z.literal('hours'), value: hoursSchema }),
]);
export type Condition = z.infer<typeof conditionSchema>;
export type Where = Condition | { all: Where[] } | { any: Where[] };

const nested: z.ZodType<Where> = z.lazy(() =>
  z.union([conditionSchema, z.strictObject({ all: z.array(nested).min(1) }), z.strictObject({ any: z.array(nested).min(1) })]),
);

/** The conditions within, in order. */
export function conditionsOf(where: Where): Condition[] {
  if ('all' in where) return where.all.flatMap(conditionsOf);
  if ('any' in where) return where.any.flatMap(conditionsOf);
  return [where];
}
/** Conditions as the store holds them; null for those that a newer version wrote and this one does not know. */
export const storedWhere = (stored: unknown): Where | null => whereSchema.safeParse(stored).data ?? null;

/** Whether some condition takes its values from the list of this name. */
export const usesList = (where: Where, name: string) =>
  conditionsOf(where).some(({ value }) => typeof value === 'object' && 'list' in value && value.list === name);

function depthOf(where: Where): number {
  const parts = 'all' in where ? where.all : 'any' in where ? where.any : [];
  return 1 + Math.max(0, ...parts.map(depthOf));
}

/**
 * Conditions that nest deeper than this, or hold more values, are refused before a schema reads them: that alone would take
 * seconds.
 */
const DEEPEST = 40;
const MOST_PARTS = 5000;

function isLarge(value: unknown): boolean {
  let parts = 0;
  const open = [value];
  while (open.length > 0 && parts <= MOST_PARTS) {
    const next = open.pop();
    parts += 1;
    if (typeof next === 'object' && next !== null) for (const inner of Object.values(next)) open.push(inner);
  }
  return parts > MOST_PARTS;
}

const isDeep = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeep(inner, levels - 1)));

/** Conditions joined by `all` (and) or `any` (or). */
export const whereSchema = z
  .unknown()
  .refine((given) => !isDeep(given, DEEPEST), { error: `nests deeper than ${MAX_DEPTH} levels`, abort: true })
  .refine((given) => !isLarge(given), { error: `holds more than ${MOST_PARTS} values; use a named list`, abort: true })
  .pipe(nested)
  .refine((where) => depthOf(where) <= MAX_DEPTH + 1, `nests deeper than ${MAX_DEPTH} levels`)
  .refine((where) => conditionsOf(where).length <= MAX_CONDITIONS, `holds more than ${MAX_CONDITIONS} conditions`);

/** The most exclusions that are proposed or active at once: every sweep carries the active ones. */
export const MOST_EXCLUSIONS = 500;

/** How long before an exclusion ends people are reminded. */
export const SOON_DAYS = 7;
/** A year, and a day for the time zone of who chooses it. */
export const MAX_DAYS = 366;

/** What is looked at before an exclusion is kept. */
export const previewInput = z.object({ tool: storedName(200).nullable().default(null), where: whereSchema });

/** `POST /api/exclusions`. Without a tool it takes the events of all tools. */
export const exclusionInput = previewInput.extend({
  name: storedName(120),
  reason: storedName(4000),
  owner: storedName(200).optional(),
  expiresAt: givenInstant,
});
export type ExclusionInput = z.infer<typeof exclusionInput>;

/** `PATCH /api/exclusions/{id}`. `extend` takes the new expiry. */
export const exclusionPatch = z.discriminatedUnion('action', [
  z.object({ id: storedId, action: z.literal('approve'), ifRevision: z.int().optional() }),
  z.object({ id: storedId, action: z.literal('off'), ifRevision: z.int().optional() }),
  z.object({ id: storedId, action: z.literal('extend'), expiresAt: givenInstant, ifRevision: z.int().optional() }),
]);

export const exclusionStatus = z.enum(['proposed', 'active', 'expired', 'off']);

export const exclusionSchema = z.object({
  id: z.string(),
  name: z.string(),
  tool: z.string().nullable(),
  toolSlug: z.string().nullable(),
  /** Null: a newer version of the product wrote conditions that this one does not know. Then it is `off` here. */
  where: whereSchema.nullable(),
  reason: z.string(),
  owner: z.string(),
  status: exclusionStatus,
  by: z.string(),
  at: instantSchema,
  approvedBy: z.string().nullable(),
  expiresAt: instantSchema,
  /** It is active but ends within days, so it must be extended if it is still needed. */
  expiresSoon: z.boolean(),
  revision: z.int(),
});
export type Exclusion = z.infer<typeof exclusionSchema>;

const hidden = z.object({ sightings: z.int(), events: z.int(), devices: z.int() });

/** An exclusion in the list, with what it takes out of the window. */
const listedExclusion = exclusionSchema.extend({
  /** Null if the telemetry was not asked or did not answer. `sightings` counts those of which nothing is left. */
  hidesNow: hidden.nullable(),
  /** The last event that it took out of the window. */
  lastMatch: instantSchema.nullable(),
});
export const exclusionsPage = z.object({
  window: z.object({ from: instantSchema, to: instantSchema }).nullable(),
  notices: z.array(z.object({ kind: z.string(), message: z.string() })),
  exclusions: z.array(listedExclusion),
});
export type ExclusionsPage = z.infer<typeof exclusionsPage>;

/** What an exclusion would take out of the window. */
export const exclusionPreview = z.object({
  window: z.object({ from: instantSchema, to: instantSchema }),
  hides: hidden,
  /** By tool and device, most events first: how many events would go, and out of how many. */
  rows: z.array(
    z.object({
      tool: z.string(),
      toolSlug: z.string(),
      deviceId: z.string(),
      deviceName: z.string(),
      events: z.int(),
      of: z.int(),
    }),
  ),
  /** A few of the events. */
  examples: z.array(
    z.object({
      table: z.string(),
      timestamp: instantSchema,
      deviceId: z.string(),
      deviceName: z.string(),
      reportId: z.string(),
      summary: z.string(),
    }),
  ),
  warnings: z.array(z.string()),
  /** The predicate on each table that it can take events of. */
  kql: z.array(z.object({ table: z.string(), predicate: z.string() })),
});
export type ExclusionPreview = z.infer<typeof exclusionPreview>;

export const listNameSchema = z
  .string()
  .trim()
  .regex(/^[\w .-]{1,100}$/, 'must be 1 to 100 letters, digits, spaces, dots, dashes or underscores');
export const listKinds = ['accounts', 'devices', 'addresses'] as const;
const MAX_ENTRIES = 10_000;
/** The most named lists. */
export const MOST_LISTS = 200;

/** `PUT /api/lists/{name}`. Entries of addresses are IPv4 addresses or ranges. */
export const listInput = z
  .object({
    name: listNameSchema,
    kind: z.enum(listKinds),
    entries: z.array(text.max(300)).max(MAX_ENTRIES, `must be at most ${MAX_ENTRIES}`),
    ifRevision: z.int().min(0).optional(),
  })
  .check(({ value: { kind, entries }, issues }) => {
    if (kind !== 'addresses') return;
    for (const [i, entry] of entries.entries()) {
      const { error } = addressRange.safeParse(entry);
      if (error) issues.push({ code: 'custom', input: entry, path: ['entries', i], message: error.issues[0]?.message ?? '' });
    }
  });
export type ListInput = z.infer<typeof listInput>;

/** A named list of accounts, devices or addresses, for several exclusions. */
export const namedList = z.object({
  name: z.string(),
  kind: z.enum(listKinds),
  entries: z.array(z.string()),
  by: z.string(),
  at: instantSchema,
  revision: z.int(),
});
export type NamedList = z.infer<typeof namedList>;

/** `GET /api/lists`. */
export const listsPage = z.object({ lists: z.array(namedList) });
