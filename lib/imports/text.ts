import { isUtf8 } from 'node:buffer';
import type { Encoding } from './kind';

/** Replaces bytes that are no text. A row that holds it is refused, so it can also divide the values of a row (raw-table.ts). */
export const NUL = '\0';

/** Decodes bytes, without the byte order mark. Bytes that do not decode become NUL, so that only their row is refused. */
export async function* textOf(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string, void, undefined> {
  const texts = encoding === 'utf-8' ? utf8(bytes) : utf16(bytes, encoding);
  let first = true;
  for await (const text of texts) {
    yield first && text.startsWith('\uFEFF') ? text.slice(1) : text;
    first = false;
  }
}

async function* utf8(bytes: AsyncIterable<Buffer>): AsyncGenerator<string, void, undefined> {
  let carry: Buffer = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const all = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const end = wholeCharacters(all);
    carry = all.subarray(end);
    yield decode(all.subarray(0, end));
  }
  if (carry.length > 0) yield decode(carry);
}

function decode(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : lineByLine(bytes);
}

/** Decodes a piece that holds a bad byte, line by line, so that good lines are kept. Slow, but rare. */
function lineByLine(bytes: Buffer): string {
  const texts: string[] = [];
  for (let start = 0; start < bytes.length; ) {
    const newline = bytes.indexOf(10, start);
    const line = bytes.subarray(start, newline < 0 ? bytes.length : newline + 1);
    texts.push(isUtf8(line) ? line.toString('utf8') : line.toString('utf8').replaceAll('\uFFFD', NUL));
    start += line.length;
  }
  return texts.join('');
}

/** Where to cut: after the last line end, so that readers rarely have to join pieces, else after the last whole character. */
function wholeCharacters(bytes: Buffer): number {
  const newline = bytes.lastIndexOf(10);
  if (newline >= 0) return newline + 1;
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

async function* utf16(bytes: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  const rest = decoder.decode();
  if (rest !== '') yield NUL;
}
