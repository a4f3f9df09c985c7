import { z } from 'zod';
import { paths } from '@/lib/routes/paths';

const details = z.object({
  title: z.string().catch('Request failed'),
  detail: z.string().catch(''),
  current: z.unknown().optional(),
  fields: z.record(z.string(), z.string()).catch({}),
});

/** What the server says about a refused change besides its words. */
interface More {
  /** For a conflict: what the server holds now, as JSON. */
  current?: unknown;
  /** What is wrong with each field of the input, by its path. */
  fields?: Record<string, string>;
  /** For a 429: the seconds after which asking again makes sense. */
  retryAfter?: number | undefined;
}

/** A failed request, in words for the person. `status` 0: the server could not be reached. */
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

/** Seconds to wait if a 429 does not say how long. */
const RETRY_AFTER = 5;

/** Reads a problem+json answer. Of any other answer only the status is known. */
export async function problemOf(response: Response): Promise<Problem> {
  const body = details.safeParse(await response.json().catch(() => undefined));
  const retryAfter = response.status === 429 ? Number(response.headers.get('retry-after')) || RETRY_AFTER : undefined;
  if (body.success) return new Problem(response.status, body.data.title, body.data.detail, { ...body.data, retryAfter });
  return new Problem(response.status, `The server answered ${response.status}`, response.statusText);
}

let isSigningOut = false;

/**
 * To be called when the sign-out form is sent. From then on requests are answered with 401. Leaving for the sign-in page
 * because of one of them would interrupt the redirects that sign the person out at Entra too.
 */
export function signingOut(): void {
  isSigningOut = true;
}

/** Leaves for the sign-in page, which leads back to this very view. */
function goToSignIn(): void {
  if (isSigningOut) return;
  const next = `${window.location.pathname}${window.location.search}`;
  window.location.assign(paths.signIn(new URLSearchParams({ next })));
}

/** Parses an answer by the schema that server and browser share. Throws a Problem if it does not fit. */
export async function answerOf<T>(response: Response, schema: z.ZodType<T>): Promise<T> {
  const answer = schema.safeParse(await response.json().catch(() => undefined));
  if (answer.success) return answer.data;
  throw new Problem(
    response.status,
    'This page cannot read the server’s answer',
    'RMM Sightings may have been updated. Reload the page.',
  );
}

/** GETs JSON from our API and parses it by `schema`. Throws a Problem; a 401 leaves for the sign-in page. */
export async function getJson<T>(path: string, schema: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  // It sets no headers: the browser uses what it has fetched ahead only for the same request.
  const response = await fetch(path, { signal: signal ?? null }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Problem(0, 'The server cannot be reached', 'Check that RMM Sightings is running, then try again.');
  });
  if (response.status === 401) goToSignIn();
  if (!response.ok) throw await problemOf(response);
  return answerOf(response, schema);
}
