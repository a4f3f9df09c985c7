import 'server-only';
import os from 'node:os';
import { systemPrincipal } from '@/lib/auth/principal.server';
import { planSweep } from '@/lib/catalogue/plan.server';
import { LEADER_LOCK } from '@/lib/history/leader-lock';
import { whyOff } from '@/lib/history/source';
import { openQueryAs } from '@/lib/query/context.server';
import { now, wallTime } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { parseDuration, ticksToMs } from '@/lib/shared/time';
import { whyNoWebhooks } from '@/lib/webhooks/row.server';
import { type Keeping, keepHistory } from './keep-history.server';
import { lead } from './leader.server';
import { findAlerts, sendAlerts, type Telling } from './tell.server';

/** Begins the timed work of this server, in which at most one of all instances leads. It ends with the process. */
export function startScheduler(): void {
  const off = whyOff(env());
  if (off !== null) log().info({ why: off }, 'no history of sightings is kept');
  if (off !== null && whyNoWebhooks() !== null) return;
  processWide('scheduler', () => {
    const keeping: Keeping = {
      leader: `${os.hostname()}, process ${process.pid}`,
      every: ticksToMs(parseDuration(env().HISTORY_EVERY) ?? 0n),
      lookEvery: 3000,
      clock: wallTime,
      open: (signal) => openQueryAs(systemPrincipal('the history'), signal),
      planOf: async (context, window) => (await planSweep(context, window)).excluding(undefined),
    };
    const open = (signal: AbortSignal) => openQueryAs(systemPrincipal('the webhooks'), signal);
    const telling: Telling = { lookEvery: 3000, clock: wallTime, now, open: off === null ? open : null };
    const running = new AbortController();
    const work = async (leading: AbortSignal, isLeader: () => Promise<unknown>) => {
      const history = off === null ? [keepHistory(keeping, leading, isLeader)] : [];
      const webhooks = whyNoWebhooks() === null ? [findAlerts(telling, leading), sendAlerts(telling, leading, isLeader)] : [];
      await Promise.all([...history, ...webhooks]);
    };
    void lead(LEADER_LOCK, work, running.signal);
    return running;
  });
}
