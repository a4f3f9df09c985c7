/** One call of Microsoft Graph's `runHuntingQuery`. */

import { Readable } from 'node:stream';
import { z } from 'zod';
import { readBody, TOO_LARGE, TooLarge } from '@/lib/engines/azure/body';
import { CallFailure } from '@/lib/engines/azure/failure';
import { type Call, type RawResponse, requestIdOf } from '@/lib/engines/azure/service';
import { addTicks, formatTicks, type Instant, toTicks } from '@/lib/shared/time';
import { QUERY_MS, SLOW } from './status';

export interface Endpoint {
  /** `https://graph.microsoft.com` */
  endpoint: string;
  /** What its tokens are for. */
  audience: string;
  /** A function like the global fetch. */
  fetch: typeof fetch;
}

/** Longer than Defender gives a query, to leave time for the network and a large answer. */
const GIVE_UP_MS = QUERY_MS + 60_000;

/** The response as it came, whatever its status, read to its end. Rejects with a CallFailure when none came whole. */
export async function send({ endpoint, fetch: call }: Endpoint, { kql, now, token, signal }: Call): Promise<RawResponse> {
  const began = performance.now();
  const response = await begun(call, `${endpoint}/v1.0/security/runHuntingQuery`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8', Accept: 'application/json' },
    body: JSON.stringify({ Query: kql, Timespan: timespan(now) }),
    redirect: 'manual',
    signal: AbortSignal.any([AbortSignal.timeout(GIVE_UP_MS), ...(signal ? [signal] : [])]),
  });
  const ms = performance.now() - began;
  return { status: response.status, headers: response.headers, ms, body: await bodyOf(response) };
}

async function begun(call: typeof fetch, url: string, init: RequestInit): Promise<Response> {
  try {
    return await call(url, init);
  } catch (error) {
    if (isTimeout(error)) throw new CallFailure(SLOW);
    throw new CallFailure({ kind: 'broken', what: `The connection to Microsoft Graph failed${codeOf(error)}.`, unheard: true });
  }
}

/** The body as `fetch` unpacked it. */
async function bodyOf(response: Response): Promise<Buffer> {
  try {
    return response.body ? await readBody(Readable.from(response.body), null) : Buffer.alloc(0);
  } catch (error) {
    const requestId = requestIdOf(response);
    if (isTimeout(error)) throw new CallFailure(SLOW, requestId);
    if (error instanceof TooLarge) throw new CallFailure(TOO_LARGE, requestId);
    throw new CallFailure({ kind: 'broken', what: `The answer of Microsoft Graph broke off${codeOf(error)}.` }, requestId);
  }
}

const isTimeout = (error: unknown) => error instanceof Error && error.name === 'TimeoutError';

/** The message may name addresses and files: only the code of the system goes on. */
function codeOf(error: unknown): string {
  const { code } =
    z.object({ cause: z.object({ code: z.string().regex(/^[A-Z][A-Z_\d]+$/) }) }).safeParse(error).data?.cause ?? {};
  return code === undefined ? '' : ` (${code})`;
}

const DAYS_30 = 30n * 864_000_000_000n;
const SECOND = 10_000_000n;

/**
 * The span of all that Defender keeps, widened to whole seconds. Defender adds this span to the query, and without it takes the
 * last 30 days by its own clock. So we send the widest, and only the window in the KQL decides.
 */
export function timespan(now: Instant): string {
  const end = formatTicks((toTicks(now) / SECOND + 1n) * SECOND);
  const start = formatTicks((toTicks(addTicks(now, -DAYS_30)) / SECOND) * SECOND);
  return `${start.slice(0, 19)}Z/${end.slice(0, 19)}Z`;
}
