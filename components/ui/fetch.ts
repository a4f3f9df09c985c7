import { z } from 'zod';
import { paths } from '@/lib/routes/paths';

const details = z.object({
  title: z.string().catch('Request failed'),
  detail: z.string().catch(''),
  current: z.unknown().optional(),
  fields: z.record(z.string(), z.string()).catch({}),
});

/** What a refusal of a change says beyond its words. */
interface More {
  /** Of a conflict: what the server holds now, as JSON. */
  current?: unknown;
  /** What is wrong with each field of the input, by its path. */
  fields?: Record<string, string>;
  /** Of a 429: after how many seconds asking again is worth it. */
  retryAfter?: number | undefined;
}

/** A request that failed, in words for the person. `status` 0: the server was not reached. */
export class Problem extends Error {
  override name = 'Problem';
  constructor(
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly more: More = {},
  ) {
    super(`${title}${detail === '' ? '' : `: ${detail}`}`);
  }
}

/** In seconds, where a 429 does not say. */
const RETRY_AFTER = 5;

/** Reads a problem+json answer. Of any other answer the status is all there is to say. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = details.safeParse(await response.json().catch(() => undefined));
  const retryAfter = response.status === 429 ? Number(response.headers.get('retry-after')) || RETRY_AFTER : undefined;
  if (body.success) return new Problem(response.status, body.data.title, body.data.detail, { ...body.data, retryAfter });
  return new Problem(response.status, `The server answered ${response.status}`, response.statusText);
}

let isSigningOut = false;

/**
 * Call it when the sign-out form is sent. From then on requests are answered 401; going to the sign-in page for one of them
 * would interrupt the redirects that sign the person out at Entra too.
 */
export function signingOut(): void {
  isSigningOut = true;
}

/** Sends the browser to sign in, and back to this very view afterwards. */
function goToSignIn(): void {
  if (isSigningOut) return;
  const next = `${window.location.pathname}${window.location.search}`;
  window.location.assign(paths.signIn(new URLSearchParams({ next })));
}

/** Reads an answer by the schema that both ends share. Throws a Problem when it is something else. */
export async function answerOf<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const answer = schema.safeParse(await response.json().catch(() => undefined));
  if (answer.success) return answer.data;
  throw new Problem(
    response.status,
    'This page cannot read the server’s answer',
    'RMM Sightings may have been updated. Reload the page.',
  );
}

/** GETs JSON from our own API and reads it by `schema`. Throws a Problem; a 401 leaves for the sign-in page. */
export async function getJson<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, { signal: signal ?? null, headers: { accept: 'application/json' } }).catch(
    (error: unknown) => {
      if (signal?.aborted) throw error;
      throw new Problem(0, 'The server cannot be reached', 'Check that RMM Sightings is running, then try again.');
    },
  );
  if (response.status === 401) goToSignIn();
  if (!response.ok) throw await problemOf(response);
  return answerOf(response, schema);
}
