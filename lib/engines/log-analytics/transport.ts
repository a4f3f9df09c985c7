/** One call of the query API by Azure's client, which brings the token, the connection and the claims challenge. */
import { LogsQueryClient, type LogsQueryClientOptions } from '@azure/monitor-query-logs';
import { CallFailure } from '@/lib/engines/azure/failure';
import type { Identity } from '@/lib/engines/engine';
import type { Workspace } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';
import { readBody, TooLarge } from './body';
import { requestIdOf } from './response';
import type { RawResponse } from './status';

export interface Service {
  /** `https://api.loganalytics.io`, without `/v1`. */
  endpoint: string;
  /** What its tokens are for. */
  audience: string;
  /** Whose certificates count besides the usual ones: of stand-ins. */
  tlsOptions?: LogsQueryClientOptions['tlsOptions'];
}

export interface Call {
  /** Where it is put; the KQL may name others. */
  workspace: Workspace;
  kql: string;
  identity: Identity;
  /** For how many seconds Azure may work on it, at most 600. */
  wait: number;
  signal: AbortSignal | undefined;
}

/**
 * All time. The API keeps to rows whose TimeGenerated is in its span besides what the KQL says, and TimeGenerated is the
 * arrival where an event came late: with any other span a window over Timestamp would lose events.
 */
const ALWAYS = { startTime: new Date(0), endTime: new Date('9999-12-31T23:59:59.999Z') };
/** Beyond what Azure is given: for its own queue of 3 minutes, and the way. */
const SLACK = 4 * 60;

/**
 * The response as it came, whatever its status. Rejects with a CallFailure when none came whole, and with what the identity
 * rejects with. The client is made anew for each call, since it keeps its token, and a call is one identity's.
 */
export async function send(service: Service, { workspace, kql, identity, wait, signal }: Call): Promise<RawResponse> {
  const scope = `${service.audience}/.default`;
  const getToken = async (_: unknown, options?: { claims?: string }) =>
    options?.claims ? identity.challenged(options.claims) : { token: await identity.token([scope]), expiresOnTimestamp: 0 };
  const client = new LogsQueryClient(
    { getToken },
    {
      endpoint: `${service.endpoint}/v1`,
      credentials: { scopes: [scope] },
      retryOptions: { maxRetries: 0 },
      ...(service.tlsOptions ? { tlsOptions: service.tlsOptions } : {}),
    },
  );
  const seen: { response?: RawResponse } = {};
  client.pipeline.addPolicy(textPolicy(seen, signal), { afterPhase: 'Sign' });
  const options = { serverTimeoutInSeconds: wait, requestOptions: { timeout: (wait + SLACK) * 1000 } };
  try {
    if (workspace.customerId !== null) await client.queryWorkspace(workspace.customerId, kql, ALWAYS, options);
    else await client.queryResource((workspace.resourceId ?? '').replace(/^\//, ''), kql, ALWAYS, options);
  } catch (error) {
    if (error instanceof Fault || error instanceof CallFailure) throw error;
    if (!seen.response) throw unanswered(error, options.requestOptions.timeout);
  }
  if (!seen.response) throw new Error('The client of Log Analytics answered without asking.');
  return seen.response;
}

type Policy = Parameters<LogsQueryClient['pipeline']['addPolicy']>[0];

/**
 * Keeps the response's text, since the client rounds longs, cuts times to milliseconds and loses a status whose body is no
 * JSON; what goes up to the client is an empty answer or an error of the same status.
 */
function textPolicy(seen: { response?: RawResponse }, signal: AbortSignal | undefined): Policy {
  return {
    name: 'textAsItCame',
    async sendRequest(request, next) {
      delete seen.response;
      if (signal) request.abortSignal = signal;
      request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
      // In these letters the transport leaves the unpacking to us: its own hangs when the connection breaks.
      request.headers.set('Accept-Encoding', 'GZIP');
      const began = performance.now();
      const response = await next(request);
      const ms = performance.now() - began;
      const { status, headers, readableStreamBody } = response;
      seen.response = { status, headers, ms, text: await textOf(readableStreamBody, headers) };
      headers.set('content-type', 'application/json');
      const bodyAsText = status === 200 ? '{"tables":[]}' : '{"error":{"code":"","message":""}}';
      return { request: response.request, status, headers, bodyAsText };
    },
  };
}

async function textOf(body: NodeJS.ReadableStream | undefined, headers: RawResponse['headers']): Promise<string> {
  try {
    return body ? await readBody(body, headers.get('content-encoding')) : '';
  } catch (error) {
    const requestId = requestIdOf({ headers });
    if (error instanceof TooLarge) {
      const what = 'The answer is larger than this server reads at once.';
      throw new CallFailure({ kind: 'cut', what, result: { columns: [], rows: [] } }, requestId);
    }
    throw new CallFailure({ kind: 'broken', what: `The answer of Log Analytics broke off${codeOf(error)}.` }, requestId);
  }
}

/** Of a call to which no response began. `timeout`: after so many milliseconds it was given up. */
function unanswered(error: unknown, timeout: number): CallFailure {
  if (error instanceof Error && error.name === 'AbortError')
    return new CallFailure({ kind: 'slow', what: `The query took longer than ${timeout / 60_000} minutes.` });
  return new CallFailure({ kind: 'broken', what: `The connection to Log Analytics failed${codeOf(error)}.`, unheard: true });
}

/** An error's message may name addresses and files: only the code of the system goes on. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^[A-Z][A-Z_\d]+$/.test(code) && !/^(?:REQUEST_SEND|PARSE)_ERROR$/.test(code) ? ` (${code})` : '';
}
