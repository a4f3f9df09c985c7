/** What a status other than 200 means. */

import { type AzureError, errorsOfBody, wordsOf } from '@/lib/engines/azure/azure-error';
import type { Failure } from '@/lib/engines/azure/failure';
import type { RawResponse } from '@/lib/engines/azure/service';
import { retryAfter } from '@/lib/engines/throttling/retry-after';
import { KqlError } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';

/** Azure gives a query 3 minutes unless asked for more: a 504 that came much sooner is no matter of the query's length. */
const ALMOST = 3 * 60_000 - 30_000;

/** Reads the failure of a call by its status and its body, which may be JSON, HTML or nothing. */
export function failureOfStatus({ status, body, headers, ms }: RawResponse): Failure {
  const errors = errorsOfBody(body.toString('utf8'));
  const says = (code: RegExp) => errors.some((error) => code.test(error.code));
  const after = retryAfter(headers);
  switch (status) {
    case 204:
      return {
        kind: 'refused',
        fault: new Fault('unavailable', 'Log Analytics sent no answer, as it does for a workspace without any data (204).'),
        stale: false,
      };
    case 400:
      return badQuery(errors);
    case 401:
      return { kind: 'token', fault: signInAgain() };
    case 403:
      if (says(/^Invalid(?:Authentication)?Token/)) return { kind: 'refused', fault: signInAgain(), stale: true };
      if (says(/^Nsp/i)) return refused('forbidden', `${PERIMETER} Azure says: ${wordsOf(errors)}`);
      return refused('forbidden', 'The role Log Analytics Reader is missing: this sign-in may not read the workspace.');
    case 404:
      return refused('not-found', 'Log Analytics knows no such workspace.');
    case 413:
      return {
        kind: 'cut',
        what: 'The answer is larger than Log Analytics gives at once.',
        result: { columns: [], rows: [] },
      };
    case 429:
      return { kind: 'throttled', what: 'Log Analytics has too many queries of this person (429).', after };
    case 504:
      return ms >= ALMOST
        ? { kind: 'slow', what: `The query took longer than ${Math.floor(ms / 60_000)} minutes.` }
        : { kind: 'busy', what: 'Log Analytics did not answer in time (504).', after };
    default:
      if (status === 408 || status >= 500) return { kind: 'busy', what: `Log Analytics is not available (${status}).`, after };
      return refused('unavailable', `Log Analytics answered with status ${status}. ${wordsOf(errors)}`);
  }
}

const PERIMETER =
  'The workspace does not let this server in from its network: a network security perimeter or its network settings keep it out.';

const refused = (kind: Fault['kind'], message: string): Failure => ({
  kind: 'refused',
  fault: new Fault(kind, message),
  stale: kind === 'forbidden' || kind === 'not-found',
});

/** Not `unauthenticated`: a workspace of another tenant refuses any sign-in, and a new one would only end here again. */
const signInAgain = () =>
  new Fault(
    'forbidden',
    'It does not accept this sign-in: it may be in another tenant, or the sign-in too old. Signing out and in tells.',
  );

/** Queries are parsed before they are sent, so what Azure refuses is what its parser or its tables see differently. */
function badQuery(errors: AzureError[]): Failure {
  const message = wordsOf(errors).replace(/ (?:on|at) line \[\d+\s*,\s*\d+\]/, '');
  const semantic = errors.some(({ code }) => /^SemanticError$|^SEM/.test(code));
  const place = placeOf(errors);
  const fault = place
    ? new KqlError([{ code: 'azure', message: `Log Analytics refuses this: ${message}`, ...place }])
    : new Fault('bad-input', `Log Analytics refuses this query: ${message}`);
  return { kind: 'refused', fault, stale: semantic };
}

/** In the query as it was sent; Azure counts lines from 1 and what is before the place in its line. */
function placeOf(errors: AzureError[]): { line: number; column: number } | undefined {
  for (const { line, pos = 0, message } of [...errors].reverse()) {
    if (line !== undefined) return { line, column: pos + 1 };
    const [, row, before] = /\bline \[(\d+)\s*,\s*(\d+)\]/.exec(message) ?? [];
    if (row !== undefined) return { line: Math.max(1, Number(row)), column: Number(before) + 1 };
  }
  return undefined;
}
