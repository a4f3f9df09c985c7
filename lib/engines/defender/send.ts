/** One call of Microsoft Graph's `runHuntingQuery`. */
import { z } from 'zod';
import { CallFailure } from '@/lib/engines/azure/failure';
import type { Identity } from '@/lib/engines/engine';
import { addTicks, formatTicks, type Instant, toTicks } from '@/lib/shared/time';
import { QUERY_MS, type RawResponse, SLOW } from './status';

export interface Service {
  /** `https://graph.microsoft.com` */
  endpoint: string;
  /** What its tokens are for. */
  audience: string;
  /** As the global one. */
  fetch: typeof fetch;
}

/** Beyond what Defender gives a query: for the way and a large answer. */
const GIVE_UP_MS = QUERY_MS + 60_000;

/**
 * The response as it came, whatever its status, read to its end. Rejects with a CallFailure when none came whole, and with what the
 * identity rejects with, also where Graph wants more of the sign-in.
 */
export async function send(
  { endpoint, audience, fetch: call }: Service,
  { kql, now, identity, signal }: { kql: string; now: Instant; identity: Identity; signal: AbortSignal | undefined },
): Promise<RawResponse> {
  const token = await identity.token([`${audience}/.default`]);
  const began = performance.now();
  const answered = await exchange(call, `${endpoint}/v1.0/security/runHuntingQuery`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json; charset=utf-8', Accept: 'application/json' },
    body: JSON.stringify({ Query: kql, Timespan: timespan(now) }),
    redirect: 'manual',
    signal: AbortSignal.any([AbortSignal.timeout(GIVE_UP_MS), ...(signal ? [signal] : [])]),
  });
  const claims = answered.status === 401 ? claimsIn(answered.headers.get('www-authenticate') ?? '') : undefined;
  if (claims !== undefined) return identity.challenged(claims);
  return { ...answered, ms: performance.now() - began };
}

async function exchange(call: typeof fetch, url: string, init: RequestInit): Promise<Omit<RawResponse, 'ms'>> {
  try {
    const response = await call(url, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    if (error instanceof Error && error.name === 'TimeoutError') throw new CallFailure(SLOW);
    throw new CallFailure({ kind: 'broken', what: `The connection to Microsoft Graph failed or broke off${codeOf(error)}.` });
  }
}

/** The message may name addresses and files: only the code of the system goes on. */
function codeOf(error: unknown): string {
  const { code } =
    z.object({ cause: z.object({ code: z.string().regex(/^[A-Z][A-Z_\d]+$/) }) }).safeParse(error).data?.cause ?? {};
  return code === undefined ? '' : ` (${code})`;
}

const DAYS_30 = 30n * 864_000_000_000n;
const SECOND = 10_000_000n;

/**
 * All that Defender keeps, from whole second to whole second around it. Rows must lie in this span besides what the KQL
 * says (without it, Defender takes the last 30 days as its own clock has them), so that the window in the KQL alone decides.
 */
export function timespan(now: Instant): string {
  const end = formatTicks((toTicks(now) / SECOND + 1n) * SECOND);
  const start = formatTicks((toTicks(addTicks(now, -DAYS_30)) / SECOND) * SECOND);
  return `${start.slice(0, 19)}Z/${end.slice(0, 19)}Z`;
}

/** The claims challenge of a `WWW-Authenticate` as JSON text, which Graph sends in base64; undefined when there is none. */
export function claimsIn(header: string): string | undefined {
  const value = /\bclaims="([^"]+)"/i.exec(header)?.[1];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
}
