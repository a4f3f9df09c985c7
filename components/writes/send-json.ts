import type { z } from 'zod';
import { answerOf, Problem, problemOf } from '@/components/ui/fetch';

export interface Sending {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** Ends the request when nobody waits for its answer any more. */
  signal?: AbortSignal;
}

/** Sends a change to our own API and reads its JSON answer by `schema`. Throws a Problem. */
export async function sendJson<T>({ method, path, body, signal }: Sending, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(path, {
    method,
    signal: signal ?? null,
    headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new Problem(0, 'The server cannot be reached', 'Check that RMM Sightings is running.');
  });
  if (!response.ok) throw await problemOf(response);
  return answerOf(response, schema);
}
