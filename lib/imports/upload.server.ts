import 'server-only';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Fault } from '@/lib/shared/errors';
import { CHECK_EVERY, requireRoom } from './room';

/** The folder of uploads on their way to the importer. */
function uploadsDir(dataDir: string): string {
  return path.join(dataDir, 'uploads');
}

/**
 * Writes a body to a new file of the uploads folder, as fast as the disk takes it, and returns its path. `announced` is the length the
 * sender gives, if it does. Throws a Fault when the disk has no room, when the upload is cancelled or when the sender is gone; nothing is left then.
 */
export async function receive(
  dataDir: string,
  id: string,
  body: ReadableStream<Uint8Array>,
  announced: number | undefined,
  signals: { cancelled: AbortSignal; gone: AbortSignal },
): Promise<string> {
  const signal = AbortSignal.any(Object.values(signals));
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
      if (signals.cancelled.aborted) throw new Fault('cancelled', 'The upload was cancelled.');
      if (signals.gone.aborted) throw brokenOff(size);
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

/** The sender left, or the server cut the connection after the time that http-guard.server.ts gives an upload. */
function brokenOff(size: number): Fault {
  const arrived = `after ${Math.round(size / 1e6)} MB`;
  const why = 'The browser was closed, the network failed, or the upload took longer than an hour';
  return new Fault('unavailable', `The upload broke off ${arrived}. ${why}; \`npm run import\` takes files of any size.`);
}

/** Removes uploads that an earlier run of the server left. */
export async function clearUploads(dataDir: string): Promise<void> {
  const names = await readdir(uploadsDir(dataDir)).catch(() => []);
  for (const name of names) await rm(path.join(uploadsDir(dataDir), name), { force: true, recursive: true });
}
