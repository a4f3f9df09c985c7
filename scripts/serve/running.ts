// A DATA_DIR has one server at a time: two would overwrite each other's telemetry and sessions.
import path from 'node:path';
import { Fault } from '@/lib/shared/errors';
import { acquireLock, type Lock, lockHolder } from '@/lib/shared/lock';

const lockFile = (dataDir: string) => path.join(dataDir, 'server.lock');
const NAME = 'RMM Sightings at ';

/** Takes the lock of the folder for this server. Throws a Fault that names the server that has it. */
export async function takeServerLock(dataDir: string, address: string): Promise<Lock> {
  try {
    return await acquireLock(lockFile(dataDir), `${NAME}${address}`);
  } catch (error) {
    const other = await lockHolder(lockFile(dataDir));
    if (!(error instanceof Fault) || !other) throw error;
    const who = `${other.holder} (process ${other.pid}, since ${other.since.slice(0, 19).replace('T', ' ')} UTC)`;
    const next = '`npm run sign-in` prints a link to it. A second server needs another DATA_DIR.';
    throw new Fault('conflict', `DATA_DIR ${dataDir} is in use by ${who}. ${next}`);
  }
}

/** Where the server of this folder listens; undefined when none runs. */
export async function runningServer(dataDir: string): Promise<string | undefined> {
  const holder = (await lockHolder(lockFile(dataDir)))?.holder;
  return holder?.startsWith(NAME) ? holder.slice(NAME.length) : undefined;
}
