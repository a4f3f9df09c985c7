import { z } from 'zod';
import type { Refusal } from './model';

/** An error of MSAL, known by its form: the class exists once in each bundle. */
const msalError = z.object({
  errorCode: z.string(),
  errorMessage: z.string().catch(''),
  errorNo: z.union([z.string(), z.number()]).optional().catch(undefined),
  claims: z.string().optional().catch(undefined),
  correlationId: z.string().optional().catch(undefined),
});

/** What Entra or the way to it refused, without its words: they name people. */
export interface Failure {
  /** OAuth's or MSAL's error, such as `invalid_grant`. */
  error: string;
  /** Entra's own number, the digits after AADSTS; null when there is none. */
  number: string | null;
  refusal: Refusal;
  /** A claims challenge, as JSON text. */
  claims: string | null;
  /** Finds the failure in Entra’s sign-in log. */
  correlationId: string | null;
}

/**
 * The refusals by Entra’s error numbers (learn.microsoft.com, “Microsoft Entra authentication and authorization error codes”).
 * The first that fits counts.
 */
const byNumber: [RegExp, Refusal][] = [
  [/^(65004|90099)$/, 'declined'],
  [/^(65001|65002|90094|90095|90008|650057)$/, 'consent'],
  [/^(50105|50177)$/, 'not-assigned'],
  [/^(530\d\d|50005|50097|50131|50158|50053|50055|50057)$/, 'blocked'],
  [/^(50020|50034|51004|90072|500571)$/, 'other-tenant'],
  [/^(54005|54009|70000|70008|70043|700082|700084|50173|501481)$/, 'code-used'],
  [/^(50011|500112|500113)$/, 'redirect-uri'],
  [/^(7000215|7000216|7000218|7000222|7000212)$/, 'secret'],
  [/^(700027|700021|700023|700024|5002727|5002730|50012|7000219|7000214)$/, 'certificate'],
  [/^(700016|7000112|7000229|90002|50001)$/, 'unknown-app'],
  [/^(500011|650052|650053|650051|70011|28000|1002012|700054)$/, 'resource'],
  [/^(90033|90006|90012|50196|90055|90001)$/, 'entra-down'],
];
const byError: Record<string, Refusal> = {
  access_denied: 'declined',
  consent_required: 'consent',
  server_error: 'entra-down',
  temporarily_unavailable: 'entra-down',
  network_error: 'entra-down',
  nonce_mismatch: 'lost',
  state_mismatch: 'lost',
  invalid_client: 'secret',
  unauthorized_client: 'unknown-app',
  invalid_resource: 'resource',
  invalid_scope: 'resource',
};

/** What an answer of the authorize endpoint says went wrong; undefined when it says nothing of the kind. */
export function failureOfAnswer(query: URLSearchParams): Failure | undefined {
  const error = query.get('error');
  if (error === null) return undefined;
  const number = numberIn(query.get('error_description') ?? '');
  return { error: word(error), number, refusal: refusalOf(error, number), claims: null, correlationId: null };
}

/** What an error thrown by MSAL means; undefined for one that is not MSAL's. */
export function failureOf(thrown: unknown): Failure | undefined {
  const { data } = msalError.safeParse(thrown);
  if (!data) return undefined;
  const number = /^\d{1,9}$/.test(String(data.errorNo ?? '')) ? String(data.errorNo) : numberIn(data.errorMessage);
  return {
    error: word(data.errorCode),
    number,
    refusal: refusalOf(data.errorCode, number),
    claims: data.claims || null,
    correlationId: data.correlationId && /^[\w-]{1,64}$/.test(data.correlationId) ? data.correlationId : null,
  };
}

function refusalOf(error: string, number: string | null): Refusal {
  const numbered = number === null ? undefined : byNumber.find(([pattern]) => pattern.test(number))?.[1];
  return numbered ?? (Object.hasOwn(byError, error) ? byError[error] : undefined) ?? 'refused';
}

const numberIn = (text: string) => /AADSTS(\d{1,9})\b/.exec(text)?.[1] ?? null;

/** An error's code is a word; anything else was made up by whoever wrote the address, and is not written to the log. */
const word = (text: string) => (/^[a-z_]{1,64}$/.test(text) ? text : 'unknown');
