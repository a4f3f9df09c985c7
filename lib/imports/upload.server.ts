import 'server-only';
import { mkdir, open, readdir, rm, statfs } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '@/lib/shared/errors';

/** Bytes that stay free, for the import that follows and for other programs. */
const RESERVE = 1024 ** 3;
const CHECK_EVERY = 64 * 1024 ** 2;

/** The folder of uploads on their way to the importer. */
function uploadsDir(dataDir: string): string {
  return path.join(dataDir, 'uploads');
}

/**
 * Writes a body to a new file of the uploads folder, as fast as the disk takes it, and returns its path. `announced` is the length the
 * sender gives, if it does. Throws a Fault when the disk has no room or the sender went away; nothing is left then.
 */
export async function receive(
  dataDir: string,
  id: string,
  body: ReadableStream<Uint8Array>,
  announced: number | undefined,
  signal: AbortSignal,
): Promise<string> {
  const dir = uploadsDir(dataDir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await requireRoom(dir, announced ?? 0);
  const target = path.join(dir, id);
  const handle = await open(target, 'wx', 0o600);
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop);
  try {
    let sinceCheck = 0;
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (signal.aborted) throw new Fault('cancelled', 'The upload was cancelled.');
      if (done) break;
      await handle.writeFile(value);
      size += value.length;
      sinceCheck += value.length;
      if (sinceCheck < CHECK_EVERY) continue;
      await requireRoom(dir, 0);
      sinceCheck = 0;
    }
    if (announced !== undefined && size !== announced)
      throw new Fault('bad-input', `The upload is cut short: ${size} of ${announced} bytes arrived.`);
    return target;
  } catch (error) {
    await reader.cancel().catch(() => undefined);
    await rm(target, { force: true });
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await handle.close();
  }
}

async function requireRoom(dir: string, wanted: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize - RESERVE;
  if (wanted <= free) return;
  const gigabytes = (bytes: number) => (Math.max(bytes, 0) / 1e9).toFixed(1);
  throw new Fault(
    'unavailable',
    `The disk that holds DATA_DIR has no room for this file: ${gigabytes(free)} GB are free (1 GB is kept back), it needs ${gigabytes(wanted)} GB or more.`,
  );
}

/** Removes uploads that an earlier run of the server left. */
export async function clearUploads(dataDir: string): Promise<void> {
  const names = await readdir(uploadsDir(dataDir)).catch(() => []);
  for (const name of names) await rm(path.join(uploadsDir(dataDir), name), { force: true, recursive: true });
}
