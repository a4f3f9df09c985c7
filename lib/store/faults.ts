/** Turns errors of PostgreSQL and of the network into faults a person can act on, without addresses, passwords or SQL. */
import pg from 'pg';
import { Fault } from '@/lib/shared/errors';

const UNREACHED = 'The database cannot be reached. Try again in a moment.';

const UNTRUSTED = 'The database and this server do not agree on TLS (sslmode in DATABASE_URL).';

/** By SQLSTATE (PostgreSQL, appendix A) or Node's code of an error. */
const codes: [RegExp, string][] = [
  [/^28/, 'The database refuses this server’s user or password (DATABASE_URL).'],
  [/^3D000$/, 'The database that DATABASE_URL names does not exist.'],
  [/^42501$/, 'The database’s user (DATABASE_URL) lacks a right it needs: it must own its schema.'],
  [/^25006$/, 'The database takes no changes: DATABASE_URL may name a standby.'],
  [/^(?:53100|ENOSPC)$/, 'The database’s disk is full. What is stored is unharmed.'],
  [/^53300$/, 'The database takes no more connections.'],
  [/^57014$/, 'The database took too long to answer.'],
  [/^(?:08|57P0)/, 'The database has ended the connection. Try again in a moment.'],
  [/^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EPIPE|ENOENT|EACCES)$/, UNREACHED],
  [/CERT|^ERR_TLS_|^EPROTO$/, UNTRUSTED],
];
/** By the text of the driver's errors that have no code. */
const words: [RegExp, string][] = [
  [/timeout|Connection terminated|connection error/i, UNREACHED],
  [/SSL/, UNTRUSTED],
];

/**
 * An error of the driver, fit to be shown and logged: a Fault `unavailable` where a person can act on it; anything else is a bug
 * and stays one, but without the values of the statement and the row.
 */
export function toldError(error: unknown): unknown {
  if (error instanceof Fault || !(error instanceof Error)) return error;
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : '';
    const [rules, text] = code === '' ? [words, at.message] : [codes, code];
    const message = rules.find(([pattern]) => pattern.test(text))?.[1];
    if (message) return new Fault('unavailable', message, { cause: bare(at, code) });
    if (at instanceof pg.DatabaseError) return bare(at, code);
  }
  return error;
}

/** Keeps only the message: `detail`, and the error that drizzle wraps around it, hold rows. */
const bare = (error: Error, code: string) => new Error(code === '' ? error.message : `${error.message} (${code})`);
