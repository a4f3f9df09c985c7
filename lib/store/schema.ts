import { sql } from 'drizzle-orm';
import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { auditWords, isChange } from './audit-words';

/** Bytes as they are. */
const bytea = customType<{ data: Uint8Array; driverData: Buffer }>({ dataType: () => 'bytea' });

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** The sessions of all instances. A session is valid as long as its row exists. */
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the session's id, so that reading the database gives nobody a session. */
    idHash: text('id_hash').primaryKey(),
    mode: text('mode').notNull(),
    user: text('user_name').notNull(),
    name: text('display_name').notNull(),
    role: text('role').notNull(),
    /** Entra's home account id, the key of the account's token cache. */
    accountId: text('account_id'),
    expiresAt: instant('expires_at').notNull(),
    /** When set, the session is suspended until a new sign-in brings these claims (a claims challenge, as JSON). */
    claims: text('claims'),
  },
  (table) => [index('sessions_account_id').on(table.accountId), index('sessions_expires_at').on(table.expiresAt)],
);

/** The tokens of a person, sealed with SECRET_KEY. */
export const tokenCaches = pgTable('token_caches', {
  key: text('key').primaryKey(),
  sealed: text('sealed').notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  /** When Entra must be asked again whether it still vouches for the account. A row of an older version is due at once. */
  renewAt: instant('renew_at').notNull().defaultNow(),
});

/** Who did what, and when. Entries are added and never changed: a trigger of migration 0001 refuses it. */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    /** The database's clock at the start of the transaction, in microseconds. */
    at: instant('at').notNull().defaultNow(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    /** Null: the server itself, in timed work. */
    role: text('role'),
    /** The client's address; null where there is no client, or it is not known. */
    clientAddress: text('client_address'),
    action: text('action').notNull(),
    /** What it was done to, in words. */
    subject: text('subject').notNull(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    index('audit_time').on(table.at, table.id),
    index('audit_actor_time').on(table.actorId, table.at, table.id),
    index('audit_action_time').on(table.action, table.at, table.id),
    index('audit_changes').on(table.at, table.id).where(isChange(table)),
    index('audit_words').using('gin', auditWords(table)),
  ],
);

/** How often people have changed what they decide. Every such change locks this one row, so the changes come one after the other. */
export const triageRevision = pgTable('triage_revision', {
  id: integer('id').primaryKey(),
  revision: bigint('revision', { mode: 'number' }).notNull(),
});

/** What a verdict and each step of its history hold. */
const decision = {
  toolSlug: text('tool_slug').notNull(),
  deviceId: text('device_id').notNull(),
  /** '' where the verdict holds in every workspace. */
  workspace: text('workspace').notNull(),
  revision: integer('revision').notNull(),
  owner: text('owner'),
  note: text('note').notNull(),
  ticket: text('ticket'),
  /** Instants with all 7 digits. */
  reviewAt: text('review_at'),
  at: text('at').notNull(),
  by: text('by_name').notNull(),
  byId: text('by_id').notNull(),
  /** Hashes of the traits of the sighting that the decision knew; null where they could not be read. */
  known: jsonb('known').$type<string[]>(),
};

/** The present verdict of each sighting that was ever decided. */
export const verdicts = pgTable(
  'verdicts',
  {
    ...decision,
    tool: text('tool').notNull(),
    value: text('value').notNull(),
    /** The triage revision of its last change. */
    changed: bigint('changed', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.toolSlug, table.deviceId, table.workspace] }),
    index('verdicts_changed').on(table.changed),
    index('verdicts_device').on(table.deviceId),
  ],
);

/** Every step of every verdict. Rows are added and never changed. */
export const verdictHistory = pgTable(
  'verdict_history',
  {
    ...decision,
    /** One change of several sightings, which is undone as one. */
    changeId: text('change_id').notNull(),
    from: text('from_value').notNull(),
    to: text('to_value').notNull(),
    because: text('because'),
  },
  (table) => [
    primaryKey({ columns: [table.toolSlug, table.deviceId, table.workspace, table.revision] }),
    index('verdict_history_change').on(table.changeId),
  ],
);

/** Known-good activity that is taken out of sweeps. What changes of it stands in the audit. */
export const exclusions = pgTable(
  'exclusions',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** The tool; null for every tool. */
    tool: text('tool'),
    toolSlug: text('tool_slug'),
    where: jsonb('where').notNull(),
    reason: text('reason').notNull(),
    owner: text('owner').notNull(),
    /** proposed, active or off; whether it has expired is a question of the time. */
    state: text('state').notNull(),
    by: text('by_name').notNull(),
    byId: text('by_id').notNull(),
    /** Instants with all 7 digits. */
    at: text('at').notNull(),
    approvedBy: text('approved_by'),
    expiresAt: text('expires_at').notNull(),
    revision: integer('revision').notNull(),
    /** The triage revision of its last change. */
    changed: bigint('changed', { mode: 'number' }).notNull(),
  },
  (table) => [index('exclusions_changed').on(table.changed)],
);

/** Named lists of accounts, devices or addresses, for several exclusions. */
export const lists = pgTable(
  'lists',
  {
    name: text('name').primaryKey(),
    kind: text('kind').notNull(),
    entries: jsonb('entries').$type<string[]>().notNull(),
    by: text('by_name').notNull(),
    at: text('at').notNull(),
    revision: integer('revision').notNull(),
    changed: bigint('changed', { mode: 'number' }).notNull(),
  },
  (table) => [index('lists_changed').on(table.changed)],
);

/** Named questions of the sightings page. */
export const views = pgTable(
  'views',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    /** Who alone sees it; null: it is the team's. */
    owner: text('owner_id'),
    by: text('by_name').notNull(),
    /** Who made it, and may change it. */
    byId: text('by_id').notNull(),
    /** The page's query string, as its params write it. */
    search: text('search').notNull(),
    hidden: jsonb('hidden').$type<string[]>().notNull(),
    /** Instants with all 7 digits. */
    at: text('at').notNull(),
    revision: integer('revision').notNull(),
  },
  (table) => [index('views_owner').on(table.owner)],
);

/** Every definition of the team's shifts; the last one holds. */
export const shifts = pgTable('shifts', {
  revision: integer('revision').primaryKey(),
  shifts: jsonb('shifts').notNull(),
  by: text('by_name').notNull(),
  byId: text('by_id').notNull(),
  /** Instants with all 7 digits. */
  at: text('at').notNull(),
});

/** What one shift leaves the next. From publishing on, what it says is `frozen`, and is never changed. */
export const handovers = pgTable(
  'handovers',
  {
    id: text('id').primaryKey(),
    revision: integer('revision').notNull(),
    /** draft, published or accepted. */
    state: text('state').notNull(),
    shift: jsonb('shift').notNull(),
    summary: text('summary').notNull(),
    items: jsonb('items').notNull(),
    facts: jsonb('facts').notNull(),
    /** The handover that it follows. */
    before: text('before_id'),
    by: text('by_name').notNull(),
    byId: text('by_id').notNull(),
    /** Instants with all 7 digits. */
    at: text('at').notNull(),
    /** What was published, as the exact JSON text, and its SHA-256. */
    frozen: text('frozen'),
    sha256: text('sha256'),
    publishedAt: text('published_at'),
    acceptedBy: text('accepted_by'),
    acceptedById: text('accepted_by_id'),
    acceptedAt: text('accepted_at'),
    questions: jsonb('questions').notNull(),
  },
  (table) => [index('handovers_at').on(table.at), index('handovers_published_at').on(table.publishedAt)],
);

/** When each person looked at the sightings. */
export const visits = pgTable('visits', {
  user: text('user_name').primaryKey(),
  /** The last look of this visit. Instants with all 7 digits. */
  lastAt: text('last_at').notNull(),
  /** The last look of the visit before; null where there was none. */
  beforeAt: text('before_at'),
});

/** Every revision of every note on a device. Rows are added and never changed: a trigger of migration 0007 refuses it. */
export const deviceNotes = pgTable(
  'device_notes',
  {
    id: text('id').notNull(),
    revision: integer('revision').notNull(),
    deviceId: text('device_id').notNull(),
    text: text('text').notNull(),
    /** Instants with all 7 digits. */
    at: text('at').notNull(),
    by: text('by_name').notNull(),
    byId: text('by_id').notNull(),
  },
  (table) => [primaryKey({ columns: [table.id, table.revision] }), index('device_notes_device').on(table.deviceId)],
);

/** The devices that each person watches. */
export const watches = pgTable(
  'watches',
  {
    user: text('user_name').notNull(),
    deviceId: text('device_id').notNull(),
    at: text('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.user, table.deviceId] })],
);

/** Links to pages of ours that people send each other. */
export const links = pgTable(
  'links',
  {
    /** Unguessable. */
    id: text('id').primaryKey(),
    /** live or frozen. */
    kind: text('kind').notNull(),
    /** The page with its question. */
    path: text('path').notNull(),
    title: text('title').notNull(),
    by: text('by_name').notNull(),
    byId: text('by_id').notNull(),
    /** Instants with all 7 digits. */
    at: text('at').notNull(),
    expiresAt: text('expires_at').notNull(),
    revokedAt: text('revoked_at'),
    revokedBy: text('revoked_by'),
    /** For a frozen link: whose rights asked which engine, and when. */
    scope: jsonb('scope'),
    /** The SHA-256 of the snapshot and of what the link says of it. */
    sha256: text('sha256'),
    /** The answers that a frozen one keeps, as gzipped JSON; null once it is revoked or its time is over. */
    snapshot: bytea('snapshot'),
  },
  (table) => [index('links_by').on(table.byId, table.at), index('links_expires_at').on(table.expiresAt)],
);

/** Which part of each UTC day the sightings history has swept. What is in no row is a gap. */
export const historyDays = pgTable(
  'history_days',
  {
    /** Whose telemetry it is (lib/history/source.ts). */
    source: text('source').notNull(),
    /** `2026-03-10`. */
    day: text('day').notNull(),
    /** Both ends belong to it. Instants with all 7 digits. */
    sweptFrom: text('swept_from').notNull(),
    sweptTo: text('swept_to').notNull(),
    /** When it was last swept. */
    sweptAt: text('swept_at').notNull(),
    /** What the last sweep did not cover, in words: a workspace that refuses. */
    lacks: jsonb('lacks').$type<string[]>().notNull(),
    /** A fingerprint of the hunts that were asked: what new ones find in an old day is not late. */
    hunts: text('hunts').notNull(),
    /** The version of the telemetry that was asked: with another the day may have changed, as after an import. */
    telemetry: text('telemetry').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.day] })],
);

/** What was seen of a tool on a device on one UTC day by one signal. */
export const historyActivity = pgTable(
  'history_activity',
  {
    source: text('source').notNull(),
    toolSlug: text('tool_slug').notNull(),
    deviceId: text('device_id').notNull(),
    /** '' where only one is asked. */
    workspace: text('workspace').notNull(),
    signal: text('signal').notNull(),
    day: text('day').notNull(),
    /** Instants with all 7 digits. */
    firstSeen: text('first_seen').notNull(),
    lastSeen: text('last_seen').notNull(),
    events: bigint('events', { mode: 'number' }).notNull(),
    /** When a sweep first saw some of it. */
    arrivedAt: text('arrived_at').notNull(),
    /** How many of the events arrived after their time was swept, and when the last of those were seen. */
    late: bigint('late', { mode: 'number' }).notNull(),
    lateAt: text('late_at'),
  },
  (table) => [
    primaryKey({
      name: 'history_activity_pk',
      columns: [table.source, table.toolSlug, table.deviceId, table.workspace, table.signal, table.day],
    }),
    index('history_activity_late').on(table.source, table.lateAt).where(sql`${table.lateAt} IS NOT NULL`),
  ],
);

/** Since when and until when each tool was ever seen on each device: a summary of history_activity, changed in the same transaction. */
export const historySeen = pgTable(
  'history_seen',
  {
    source: text('source').notNull(),
    toolSlug: text('tool_slug').notNull(),
    deviceId: text('device_id').notNull(),
    firstSeen: text('first_seen').notNull(),
    lastSeen: text('last_seen').notNull(),
  },
  (table) => [primaryKey({ columns: [table.source, table.toolSlug, table.deviceId] })],
);

/** How the sweeps for the history stand. */
export const historySweeps = pgTable('history_sweeps', {
  source: text('source').primaryKey(),
  /** Counts what was kept. Each keeping locks this row, so they come one after the other. */
  revision: bigint('revision', { mode: 'number' }).notNull(),
  /** The server that sweeps, by host and process. */
  leader: text('leader'),
  /** Of the last sweep, by the machine's clock: instants with all 7 digits. */
  beganAt: text('began_at'),
  endedAt: text('ended_at'),
  nextAt: text('next_at'),
  /** Sweeps that failed since the last that did not, and the last fault in words. */
  failures: integer('failures').notNull(),
  fault: text('fault'),
  faultAt: text('fault_at'),
});
