import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Writes chunks to a new file, no faster than the disk takes them. */
export async function unpackTo(path: string, chunks: AsyncIterable<Buffer>): Promise<void> {
  await pipeline(Readable.from(chunks, { objectMode: false }), createWriteStream(path, { flags: 'wx', mode: 0o600 }));
}
