/** The tables of webhooks and of what they tell; lib/store/schema.ts has all others. */
import { bigint, boolean, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';

/** Where the team is told what happens. What changes of it stands in the audit. */
export const webhooks = pgTable('webhooks', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** teams, slack or json. */
  form: text('form').notNull(),
  /** What is shown of its address: the host, and the last characters. */
  host: text('host').notNull(),
  ending: text('ending').notNull(),
  /** The address, which is a secret, and the secret of its signatures, sealed with SECRET_KEY. */
  sealed: text('sealed').notNull(),
  alerts: jsonb('alerts').$type<string[]>().notNull(),
  /** Minutes from the next shift's beginning until a handover counts as not accepted. */
  unacceptedAfter: integer('unaccepted_after').notNull(),
  paused: boolean('paused').notNull(),
  by: text('by_name').notNull(),
  byId: text('by_id').notNull(),
  /** Instants with all 7 digits, these by the machine's clock. */
  at: text('at').notNull(),
  /** When the next message may be sent. */
  nextAt: text('next_at').notNull(),
  testedAt: text('tested_at'),
  revision: integer('revision').notNull(),
});

const webhookId = () =>
  text('webhook_id')
    .notNull()
    .references(() => webhooks.id, { onDelete: 'cascade' });

/** What waits for the next message of a webhook: one row for each time that something was found. */
export const webhookOutbox = pgTable(
  'webhook_outbox',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    webhookId: webhookId(),
    at: text('at').notNull(),
    /** The first alerts, which a message tells whole. */
    shown: jsonb('shown').notNull(),
    /** How many others of each kind. */
    more: jsonb('more').notNull(),
  },
  (table) => [index('webhook_outbox_webhook').on(table.webhookId, table.id)],
);

/** The messages of webhooks: the one that is being sent, and the last ones. */
export const webhookMessages = pgTable(
  'webhook_messages',
  {
    /** Told to the receiver, who by it knows a message that comes again. */
    id: text('id').primaryKey(),
    webhookId: webhookId(),
    at: text('at').notNull(),
    shown: jsonb('shown').notNull(),
    more: jsonb('more').notNull(),
    /** pending, sent or failed. */
    state: text('state').notNull(),
    tries: integer('tries').notNull(),
    triedAt: text('tried_at').notNull(),
    nextAt: text('next_at').notNull(),
    /** The receiver's last HTTP status, and why the message did not arrive. */
    status: integer('status'),
    reason: text('reason'),
  },
  (table) => [index('webhook_messages_webhook').on(table.webhookId, table.at)],
);

/** What alerts were made of already, so that nothing is told twice. Hashes, which hold no telemetry. */
export const alertMarks = pgTable(
  'alert_marks',
  {
    key: text('key').primaryKey(),
    /** When it was last found. */
    at: text('at').notNull(),
  },
  (table) => [index('alert_marks_at').on(table.at)],
);

/** How far alerts were looked for in each history. */
export const alertLooks = pgTable('alert_looks', {
  source: text('source').primaryKey(),
  /** The history's revision, the end of the window and the hunts that were asked. */
  revision: bigint('revision', { mode: 'number' }).notNull(),
  at: text('at').notNull(),
  hunts: text('hunts').notNull(),
  /** Whether anybody listened: else nothing was looked for. */
  listened: boolean('listened').notNull(),
});
