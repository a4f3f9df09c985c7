import { z } from 'zod';
import { Fault } from '@/lib/shared/errors';

/** In bytes: far more than any form or any selection of rows sends. */
const LONGEST = 1024 ** 2;
const objectSchema = z.record(z.string(), z.unknown());

/**
 * The JSON object that a request has as its body, with the parameters of the route's path put into it. Throws a Fault
 * `bad-input` when the body is none, or longer than a megabyte.
 */
export async function readJson(request: Request, path: Record<string, string> = {}): Promise<Record<string, unknown>> {
  const text = await readText(request.body);
  if (text === '') throw new Fault('bad-input', 'The request has no body; a JSON object was expected.');
  return { ...objectOf(text), ...path };
}

function objectOf(text: string): Record<string, unknown> {
  try {
    return objectSchema.parse(JSON.parse(text));
  } catch {
    throw new Fault('bad-input', 'The body is not a JSON object.');
  }
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of body ?? []) {
      length += part.length;
      if (length > LONGEST) throw new Fault('bad-input', `The body is longer than ${LONGEST} bytes.`);
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET')
      throw new Fault('cancelled', 'The browser broke off the request before all of it had arrived.');
    throw error;
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
