/** One call of the query API by Azure's client, which brings the connection. */
import { LogsQueryClient, type LogsQueryClientOptions } from '@azure/monitor-query-logs';
import { readBody, TOO_LARGE, TooLarge } from '@/lib/engines/azure/body';
import { CallFailure } from '@/lib/engines/azure/failure';
import { type Call, type RawResponse, requestIdOf } from '@/lib/engines/azure/service';

export interface Endpoint {
  /** `https://api.loganalytics.io`, without `/v1`. */
  endpoint: string;
  /** What its tokens are for. */
  audience: string;
  /** Whose certificates count besides the usual ones: of stand-ins. */
  tlsOptions?: LogsQueryClientOptions['tlsOptions'];
}

/**
 * All time. The API keeps to rows whose TimeGenerated is in its span besides what the KQL says, and TimeGenerated is the
 * arrival where an event came late: with any other span a window over Timestamp would lose events.
 */
const ALWAYS = { startTime: new Date(0), endTime: new Date('9999-12-31T23:59:59.999Z') };
/** Seconds that we wait longer than the time given to Azure: for its own queue of 3 minutes, and for the network. */
const SLACK = 4 * 60;

/**
 * The response as it came, whatever its status. Rejects with a CallFailure when none came whole. The client is made anew for
 * each call, since it keeps its token, and a call is one identity's.
 */
export async function send(endpoint: Endpoint, { place, kql, token, wait, signal }: Call): Promise<RawResponse> {
  const client = new LogsQueryClient(
    { getToken: async () => ({ token, expiresOnTimestamp: 0 }) },
    {
      endpoint: `${endpoint.endpoint}/v1`,
      credentials: { scopes: [`${endpoint.audience}/.default`] },
      retryOptions: { maxRetries: 0 },
      ...(endpoint.tlsOptions ? { tlsOptions: endpoint.tlsOptions } : {}),
    },
  );
  const seen: { response?: RawResponse } = {};
  client.pipeline.addPolicy(bodyPolicy(seen, signal), { afterPhase: 'Sign' });
  const options = { serverTimeoutInSeconds: wait, requestOptions: { timeout: (wait + SLACK) * 1000 } };
  try {
    if (place.customerId !== null) await client.queryWorkspace(place.customerId, kql, ALWAYS, options);
    else await client.queryResource((place.resourceId ?? '').replace(/^\//, ''), kql, ALWAYS, options);
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    if (!seen.response) throw unanswered(error, options.requestOptions.timeout);
  }
  if (!seen.response) throw new Error('The client of Log Analytics answered without asking.');
  return seen.response;
}

type Policy = Parameters<LogsQueryClient['pipeline']['addPolicy']>[0];

/**
 * Keeps the response's body, since the client rounds longs, cuts times to milliseconds and loses a status whose body is no
 * JSON; what goes up to the client is an empty answer or an error of the same status.
 */
function bodyPolicy(seen: { response?: RawResponse }, signal: AbortSignal | undefined): Policy {
  return {
    name: 'bodyAsItCame',
    async sendRequest(request, next) {
      delete seen.response;
      if (signal) request.abortSignal = signal;
      // Without it Azure may return an answer from two minutes ago, and “as of” would not be true.
      request.headers.set('Cache-Control', 'no-cache');
      request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
      // In these letters the transport leaves the unpacking to us: its own hangs when the connection breaks.
      request.headers.set('Accept-Encoding', 'GZIP');
      const began = performance.now();
      const response = await next(request);
      const ms = performance.now() - began;
      const { status, headers, readableStreamBody } = response;
      const kept = new Headers(headers.toJSON());
      seen.response = { status, headers: kept, ms, body: await bodyOf(readableStreamBody, headers) };
      headers.set('content-type', 'application/json');
      headers.delete('www-authenticate'); // the client would answer a challenge by itself
      const bodyAsText = status === 200 ? '{"tables":[]}' : '{"error":{"code":"","message":""}}';
      return { request: response.request, status, headers, bodyAsText };
    },
  };
}

async function bodyOf(body: NodeJS.ReadableStream | undefined, headers: RawResponse['headers']): Promise<Buffer> {
  try {
    return body ? await readBody(body, headers.get('content-encoding')) : Buffer.alloc(0);
  } catch (error) {
    const requestId = requestIdOf({ headers });
    if (error instanceof TooLarge) throw new CallFailure(TOO_LARGE, requestId);
    throw new CallFailure({ kind: 'broken', what: `The answer of Log Analytics broke off${codeOf(error)}.` }, requestId);
  }
}

/** The failure of a call to which no response began. `timeout`: it was given up after this many milliseconds. */
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
