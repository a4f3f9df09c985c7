/** Log Analytics' errors, in its shape: an error that holds inner errors. */
import { randomUUID } from 'node:crypto';
import type { Caller, Refusal, TokenRefused } from '../api/bearer';
import type { KqlFault } from '../api/kql-fault';
import { type Answer, json } from '../http/answer';

interface Inner {
  code: string;
  message: string;
  [more: string]: unknown;
}

function fault(status: number, code: string, message: string, innererror?: Inner, headers = {}): Answer {
  const error = { message, code, correlationId: randomUUID(), ...(innererror && { innererror }) };
  return json(status, { error }, headers);
}

const INVALID = 'The request had some invalid properties';
const REFUSED = 'The provided credentials have insufficient access to perform the requested operation';

export const badArgument = (innererror: Inner) => fault(400, 'BadArgumentError', INVALID, innererror);
export const pathNotFound = () => fault(404, 'PathNotFoundError', 'The requested path does not exist');
export const insufficientAccess = (innererror?: Inner) => fault(403, 'InsufficientAccessError', REFUSED, innererror);
export const throttled = (headers = {}) => fault(429, 'ThrottledError', 'Too many requests: slow down.', undefined, headers);
export const unavailable = () => fault(503, 'ServiceUnavailable', 'The service is temporarily unavailable.');
export const badGateway = () => fault(502, 'BadGatewayError', 'Bad gateway');
/** The answer when the time of `Prefer: wait` is over. */
export const tooSlow = () =>
  fault(504, 'GatewayTimeout', 'Gateway timeout', { code: 'GatewayTimeout', message: 'Unable to unzip response' });

export function badQuery({ kind, code, message, line, pos, token }: KqlFault): Answer {
  if (kind === 'syntax') {
    const inner = { code, message, line, pos, token };
    return badArgument({ code: 'SyntaxError', message: 'A recognition error occurred in the query.', innererror: inner });
  }
  if (kind === 'semantic')
    return badArgument({ code: 'SemanticError', message: 'A semantic error occurred.', innererror: { code, message } });
  return badArgument({ code: 'StandInLimit', message: `The stand-in cannot run this: ${message}` });
}

const why: Partial<Record<Refusal, string>> = {
  signature: 'SignatureVerificationFailed',
  issuer: 'IssuerValidationFailed',
  audience: 'AudienceValidationFailed',
  malformed: 'TokenFormatInvalid',
};

export function refusedToken({ refusal, challenge }: TokenRefused): Answer {
  const headers = { 'www-authenticate': challenge };
  if (refusal === 'missing')
    return fault(
      401,
      'AuthenticationFailed',
      "Authentication failed. The 'Authorization' header is missing.",
      undefined,
      headers,
    );
  const message = 'The provided authentication is not valid for this resource';
  if (refusal === 'expired')
    return fault(401, 'InvalidTokenError', message, { code: 'TokenExpired', message: 'The token has expired' }, headers);
  if (refusal === 'claims')
    return fault(401, 'InvalidTokenError', 'Continuous access evaluation resulted in challenge', undefined, headers);
  return fault(403, 'InvalidTokenError', message, { code: why[refusal] ?? refusal, message: 'Could not validate the request' });
}

/** Refuses a good token of a caller who lacks the permission. */
export function refusedCaller({ isApp, app }: Caller): Answer {
  if (!isApp) return insufficientAccess();
  const message = `The service principal does not have sufficient permissions to access this resource: ${app.clientId}`;
  return insufficientAccess({ code: 'UnauthorizedClient', message });
}

/** The error that stands beside tables which are not the whole answer. */
export function partialError(...details: Inner[]): object {
  return { code: 'PartialError', message: 'There were some errors when processing your query.', details };
}

export function engineError(message: string, code: number): Inner {
  const innererror = { code: String(code), message, severity: 2, severityName: 'Error' };
  return { code: 'EngineError', message: 'Something went wrong processing your query on the server.', innererror };
}

/** The warning beside an answer whose fuzzy union passed over a missing table, as Azure was seen to send it. */
export function unresolved(table: string): Inner {
  const message = `'union' operator: Failed to resolve table expression named '${table}'`;
  const innererror = { code: '-2133196790', message, severity: 3, severityName: 'Warning' };
  return { code: 'EngineError', message: 'Something went wrong processing your query on the server.', innererror };
}

const TOO_LARGE = -2133196797;
const more = '(E_QUERY_RESULT_SET_TOO_LARGE; see https://aka.ms/kustoquerylimits)';
export const tooManyRows = (limit: number) =>
  engineError(`Query result set has exceeded the internal record count limit ${limit} ${more}`, TOO_LARGE);
export const tooManyBytes = (limit: number) =>
  engineError(`Query result set has exceeded the internal data size limit ${limit} ${more}`, TOO_LARGE);
