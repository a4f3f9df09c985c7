/** What a status other than 200 means, as far as Microsoft documents it and people have reported it. */
import { type AzureError, errorsOfBody, wordsOf } from '@/lib/engines/azure/azure-error';
import type { Failure } from '@/lib/engines/azure/failure';
import type { RawResponse } from '@/lib/engines/azure/service';
import { retryAfter } from '@/lib/engines/throttling/retry-after';
import { KqlError } from '@/lib/kql/model';
import { Fault, type FaultKind } from '@/lib/shared/errors';
import { quotaOf } from './quota';

/** A query is given 3 minutes. */
export const QUERY_MS = 3 * 60_000;
export const SLOW: Failure = { kind: 'slow', what: 'The query took longer than 3 minutes.' };
/** A 504 that came sooner is no matter of the query's length. */
const ALMOST = QUERY_MS - 30_000;

/** Reads the failure of a call by its status and its body, which may be JSON, HTML or nothing. */
export function failureOfStatus({ status, body, headers, ms }: RawResponse): Failure {
  const errors = errorsOfBody(body.toString('utf8'));
  const after = retryAfter(headers);
  switch (status) {
    case 400:
      return badQuery(errors);
    case 401:
      return {
        kind: 'token',
        fault: new Fault('unavailable', 'Microsoft Graph does not accept this sign-in (401). Sign out and in again.'),
      };
    case 403:
      return refused(
        'forbidden',
        'This sign-in may not hunt in Microsoft Defender: the application needs the permission ThreatHunting.Read.All with consent, and the person a role that reads security data, such as Security Reader.',
      );
    case 404:
      return refused('unavailable', 'Microsoft Graph has no advanced hunting at this address: not every cloud offers it.');
    case 413:
      return tooLarge();
    case 429: {
      const quota = quotaOf(wordsOf(errors));
      return { kind: 'throttled', what: quota.limit, after: after ?? quota.after };
    }
    case 504:
      return ms >= ALMOST ? SLOW : { kind: 'busy', what: 'Microsoft Defender did not answer in time (504).', after };
    default:
      if (status === 204) return { kind: 'broken', what: 'Microsoft Defender sent an empty answer.' };
      if (status === 408 || status >= 500)
        return { kind: 'busy', what: `Microsoft Defender is not available (${status}).`, after };
      return refused('unavailable', `Microsoft Graph answered with status ${status}. ${wordsOf(errors)}`.trim());
  }
}

const refused = (kind: FaultKind, message: string): Failure => ({
  kind: 'refused',
  fault: new Fault(kind, message),
  stale: false,
});

const tooLarge = (): Failure => cut('The answer is larger than Microsoft Defender gives at once.');

const cut = (what: string): Failure => ({ kind: 'cut', what, result: { columns: [], rows: [] } });

function badQuery(errors: AzureError[]): Failure {
  const message = wordsOf(errors) || 'no reason was given.';
  const said = errors.map(({ code, message }) => `${code} ${message}`).join(' ');
  if (/exceeded the allowed result size|result size limit|RESULT_SET_TOO_LARGE/i.test(said)) return tooLarge();
  if (/exceeded the timeout|\btimed? ?out\b/i.test(said)) return SLOW;
  if (/exceeded the allowed limits|resource consumption|preempted|LOW_MEMORY|RUNAWAY_QUERY/i.test(said))
    return cut('The query needs more computing than Microsoft Defender gives to one.');
  const place = /\bline \[?(\d+)\s*,\s*(?:position )?(\d+)/i.exec(said);
  const words = `Microsoft Defender refuses this: ${message}`;
  const at = place && { line: Math.max(1, Number(place[1])), column: Number(place[2]) + 1 };
  const fault = at ? new KqlError([{ code: 'defender', message: words, ...at }]) : new Fault('bad-input', words);
  return { kind: 'refused', fault, stale: /\bFailed to resolve /i.test(said) };
}
