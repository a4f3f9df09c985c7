import { index, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const instant = (name: string) => timestamp(name, { withTimezone: true });

/** Who is signed in, on whichever instance. A row stands for a session as long as it lives. */
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the session's id: who reads the database can open none. */
    idHash: text('id_hash').primaryKey(),
    mode: text('mode').notNull(),
    user: text('user_name').notNull(),
    name: text('display_name').notNull(),
    role: text('role').notNull(),
    /** Entra's home account id: whose token cache is used. */
    accountId: text('account_id'),
    expiresAt: instant('expires_at').notNull(),
    /** Set: the session is over until a new sign-in that brings these claims (a claims challenge, as JSON). */
    claims: text('claims'),
  },
  (table) => [index('sessions_account_id').on(table.accountId), index('sessions_expires_at').on(table.expiresAt)],
);

/** Tokens of a person, sealed before they come here. */
export const tokenCaches = pgTable('token_caches', {
  key: text('key').primaryKey(),
  sealed: text('sealed').notNull(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});
