/** PostgreSQL's and the network's errors as faults a person can act on: no address, no password, no SQL. */
import { Fault } from '@/lib/shared/errors';

/** By SQLSTATE (PostgreSQL, appendix A) or Node's system error code. */
const rules: [RegExp, string][] = [
  [/^28/, 'The database refuses this server’s user or password (DATABASE_URL).'],
  [/^3D000$/, 'The database that DATABASE_URL names does not exist.'],
  [/^42501$/, 'The database’s user (DATABASE_URL) lacks a right it needs: it must own its schema.'],
  [/^(?:53100|ENOSPC)$/, 'The database’s disk is full. What is stored is unharmed.'],
  [/^53300$/, 'The database takes no more connections.'],
  [/^57014$/, 'The database took too long to answer.'],
  [/^(?:08|57P0)/, 'The database has ended the connection. Try again in a moment.'],
  [
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|EPIPE)$/,
    'The database cannot be reached. Try again in a moment.',
  ],
];
/** What the driver says without a code. */
const words = /timeout exceeded when trying to connect|Connection terminated|connection timeout/i;

/** The fault behind an error of the driver; undefined when it is none a person could act on. */
export function storeFault(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error;
  for (let at = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at ? String(at.code) : '';
    const message = rules.find(([pattern]) => pattern.test(code))?.[1];
    if (message) return new Fault('unavailable', message, { cause: error });
    if (words.test(at.message))
      return new Fault('unavailable', 'The database cannot be reached. Try again in a moment.', { cause: error });
  }
  return undefined;
}
