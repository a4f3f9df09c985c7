import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Fault, messageOf } from '@/lib/shared/errors';
import type { ReadingLimits } from './reading-limits';

/** A file being read, unpacked on the way when it is gzipped. */
export interface Bytes {
  gzipped: boolean;
  /** Bytes of the file as it lies on disk, and how many of them were read so far. */
  total: number;
  read: () => number;
  /** The first bytes, unpacked: enough to hold a header line or the first row of any export. */
  head: Buffer;
  /** All of them, unpacked, the head included. Can be read once. */
  chunks: AsyncGenerator<Buffer, void, undefined>;
  /** Closes the file, read to its end or not. */
  close: () => void;
}

const CHUNK = 512 * 1024;
const HEAD = 1024 * 1024;

/** Opens a file; `name` is what people call it. Throws a Fault when it is missing, empty, gzip that does not unpack, or beyond the limits. */
export async function openBytes(path: string, name: string, limits: ReadingLimits): Promise<Bytes> {
  const total = await sizeOf(path, name);
  const gzipped = (await bytesAt(path, 0, 2)).equals(Buffer.from([0x1f, 0x8b]));
  const file = createReadStream(path, { highWaterMark: CHUNK });
  const unpacked = gzipped ? pipeline(file, createGunzip({ chunkSize: CHUNK }), () => undefined) : file;
  const source = named(
    limited(unpacked, limits, () => file.bytesRead),
    name,
  );
  const first: Buffer[] = [];
  for (let size = 0; size < HEAD; ) {
    const { value } = await source.next();
    if (value === undefined) break;
    first.push(value);
    size += value.length;
  }
  const head = Buffer.concat(first);
  if (head.length === 0) throw new Fault('bad-input', `${name} is empty once unpacked; an export of telemetry was expected.`);
  return { gzipped, total, read: () => file.bytesRead, head, chunks: joined(head, source), close: () => file.destroy() };
}

/** `length` bytes of a file from an offset, fewer when it ends before. */
export async function bytesAt(path: string, offset: number, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function sizeOf(path: string, name: string): Promise<number> {
  const found = await stat(path).catch((error: unknown) => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new Fault('bad-input', missing ? `There is no file ${name}.` : `${name} cannot be read: ${messageOf(error)}`, {
      cause: error,
    });
  });
  if (!found.isFile()) throw new Fault('bad-input', `${name} is not a file.`);
  if (found.size === 0) throw new Fault('bad-input', `${name} is empty (0 bytes); an export of telemetry was expected.`);
  return found.size;
}

async function* joined(head: Buffer, rest: AsyncGenerator<Buffer, void, undefined>) {
  yield head;
  yield* rest;
}

/** Passes the chunks on until a limit is reached. */
async function* limited(chunks: AsyncIterable<Buffer>, limits: ReadingLimits, packed: () => number) {
  for await (const chunk of chunks) {
    await limits.unpacked(chunk.length, packed());
    yield chunk;
  }
}

/** Passes the chunks on. An error while reading names the file. */
async function* named(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer, void, undefined> {
  try {
    for await (const chunk of chunks) yield chunk;
  } catch (error) {
    if (error instanceof Fault) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'Z_BUF_ERROR') throw new Fault('bad-input', `${name} is cut short: the gzip stream ends before its trailer.`);
    if (typeof code === 'string' && code.startsWith('Z_'))
      throw new Fault('bad-input', `${name} is damaged: its gzip stream cannot be unpacked (${messageOf(error)}).`);
    throw new Fault('unavailable', `${name} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
