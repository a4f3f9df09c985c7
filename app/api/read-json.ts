import { Fault } from '@/lib/shared/errors';

/** Far above what a form or a selection of rows sends. */
const LONGEST = 1024 ** 2;

/** The JSON body of a request. Throws a Fault `bad-input` when it is none, or longer than a megabyte. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request.body);
  try {
    return JSON.parse(text);
  } catch {
    throw new Fault('bad-input', text === '' ? 'The request has no body; JSON was expected.' : 'The body is not JSON.');
  }
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > LONGEST) throw new Fault('bad-input', `The body is longer than ${LONGEST} bytes.`);
    parts.push(part);
  }
  return new TextDecoder().decode(Buffer.concat(parts));
}
