/** Graph's errors: one object with a code, a sentence, and the ids of the request. */
import { randomUUID } from 'node:crypto';
import type { Caller, Refusal, TokenRefused } from '../api/bearer';
import type { KqlFault } from '../api/kql-fault';
import { type Answer, json } from '../http/answer';
import { wallText } from '../wall-clock';

function fault(status: number, code: string, message: string, headers = {}): Answer {
  const id = randomUUID();
  const innerError = { date: wallText().replace(' ', 'T').slice(0, 19), 'request-id': id, 'client-request-id': id };
  return json(status, { error: { code, message, innerError } }, { 'request-id': id, ...headers });
}

const badRequest = (message: string) => fault(400, 'BadRequest', message);
export const noSuchPath = (segment: string) => badRequest(`Resource not found for the segment '${segment}'.`);
export const noBody = () => badRequest('Empty Payload. JSON content expected.');
export const noQuery = () => badRequest('Query cannot be empty.');
export const badTimespan = () => badRequest('The provided timespan is not valid.');
export const tooMuch = () =>
  badRequest(
    'Query execution has exceeded the allowed result size. Optimize your query by limiting the number of results and try again.',
  );
export const preempted = () =>
  badRequest(
    'Query execution has exceeded the allowed limits. The query execution was preempted. This could possibly be due to high CPU and/or memory resource consumption. Optimize your query by following best practices and try again.',
  );
export const tooSlow = () => badRequest('Query exceeded the timeout period.');
export const unavailable = () => fault(503, 'ServiceUnavailable', 'The service is temporarily unavailable.');
export const throttled = (message: string, headers = {}) => fault(429, 'TooManyRequests', message, headers);

export function badQuery({ kind, message }: KqlFault): Answer {
  if (kind === 'unsupported') return fault(400, 'StandInLimit', `The stand-in cannot run this: ${message}`);
  return badRequest(`${message}. Fix ${kind} errors in your query.`);
}

const sentences: Record<Refusal, string> = {
  missing: 'Access token is empty.',
  malformed: 'IDX14100: JWT is not well formed.',
  signature: 'Access token validation failure. Invalid signature.',
  issuer: 'Access token validation failure. Invalid issuer.',
  audience: 'Access token validation failure. Invalid audience.',
  expired: 'Lifetime validation failed, the token is expired.',
  claims: 'Continuous access evaluation resulted in challenge with result: InteractionRequired and code: ClaimsChallenge',
};

export const refusedToken = ({ refusal, challenge }: TokenRefused) =>
  fault(401, 'InvalidAuthenticationToken', sentences[refusal], { 'www-authenticate': challenge });

export function refusedCaller({ isApp, permissions }: Caller, required: string): Answer {
  const what = isApp ? 'application roles' : 'scopes';
  return fault(403, 'Forbidden', `Missing ${what}. API required roles: ${required}, ${what}: ${permissions.join(',')}.`);
}
