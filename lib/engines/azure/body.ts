/** The body of a response, read to its end or known to be broken. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Failure } from './failure';

/** Log Analytics sends 100 MiB at most, Defender some 120; a body beyond this is not from it. */
const MAX_BYTES = 256 * 1024 * 1024;
/** Nothing for so long, and the connection counts as dead: Azure answers only once it has the whole result. */
const STALLED = 60_000;

const unpack = promisify(gunzip);

export class TooLarge extends Error {
  override name = 'TooLarge';
}

export const TOO_LARGE: Failure = {
  kind: 'cut',
  what: 'The answer is larger than this server reads at once.',
  result: { columns: [], rows: [] },
};

/**
 * The bytes of a body, unpacked if it is gzip. Rejects when it is cut short or stalls, and with TooLarge. Unlike a pipe from the
 * socket into gunzip, which waits for ever when the socket breaks.
 */
export async function readBody(stream: NodeJS.ReadableStream, encoding: string | null | undefined): Promise<Buffer> {
  const bytes = await readAll(stream);
  const isGzip = encoding?.toLowerCase() === 'gzip' && bytes[0] === 0x1f && bytes[1] === 0x8b;
  return isGzip ? await unpacked(bytes) : bytes;
}

async function unpacked(bytes: Buffer): Promise<Buffer> {
  try {
    return await unpack(bytes, { maxOutputLength: MAX_BYTES });
  } catch (error) {
    throw error instanceof RangeError ? new TooLarge() : error; // of Node: ERR_BUFFER_TOO_LARGE
  }
}

function readAll(stream: NodeJS.ReadableStream): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const stop = (error: Error) => {
      clearTimeout(timer);
      if ('destroy' in stream && typeof stream.destroy === 'function') stream.destroy();
      reject(error);
    };
    const timer = setTimeout(() => stop(new Error('The answer stopped coming.')), STALLED);
    stream.on('data', (chunk: Buffer | string) => {
      timer.refresh();
      const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
      size += bytes.length;
      if (size > MAX_BYTES) stop(new TooLarge());
      else chunks.push(bytes);
    });
    stream.on('error', stop);
    stream.on('close', () => stop(new Error('The answer broke off.')));
    stream.on('end', () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks));
    });
  });
}
