import { bigint, index, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

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
  /** From then on Entra is asked whether it still stands behind the account. A row of an older version is due at once. */
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
    index('audit_at').on(table.at),
    index('audit_actor').on(table.actorId, table.id),
    index('audit_action').on(table.action, table.id),
  ],
);
