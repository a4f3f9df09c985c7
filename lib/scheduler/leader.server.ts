import 'server-only';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { withConnection } from '@/lib/store/database.server';

/** How often a server that does not lead asks whether it may, in milliseconds. A leader that dies is followed within this. */
const ASK_EVERY = 5000;

/** PostgreSQL ends the connection of a machine that vanished without a word after 25 seconds, not after hours. */
const NOTICE_THE_DEAD = 'SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3';

/**
 * Does `work` while this process holds a lock of PostgreSQL that only one process of all can hold, waits for the lock where another holds
 * it, and begins anew when the connection is lost, until `stop`. `work` must end when its signal aborts; `isLeader` asks the
 * database, and throws when the connection is lost. `askEvery` is for tests.
 */
export async function lead(
  lock: number,
  work: (leading: AbortSignal, isLeader: () => Promise<unknown>) => Promise<void>,
  stop: AbortSignal,
  askEvery = ASK_EVERY,
): Promise<void> {
  while (!stop.aborted) {
    try {
      await withConnection(async (client) => {
        const lost = new AbortController();
        client.on('end', () => lost.abort());
        await client.query(NOTICE_THE_DEAD);
        const leading = AbortSignal.any([lost.signal, stop]);
        while (!(await isFree())) await pause(askEvery, leading);
        if (!leading.aborted) await work(leading, () => client.query('SELECT 1'));

        /** Takes the lock if nobody holds it. It is released with the connection. */
        async function isFree(): Promise<boolean> {
          if (leading.aborted) return true;
          const { rows } = await client.query<{ free: boolean }>('SELECT pg_try_advisory_lock($1) AS free', [lock]);
          return rows[0]?.free === true;
        }
      });
    } catch (error) {
      if (!stop.aborted) log().warn({ fault: messageOf(error) }, 'timed work was interrupted, and goes on soon');
    }
    await pause(askEvery, stop);
  }
}

/** Resolves after some milliseconds, or when `signal` aborts. Keeps no process alive. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
}
