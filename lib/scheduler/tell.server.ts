import 'server-only';
import { lookForAlerts } from '@/lib/alerts/look.server';
import { lookForUnaccepted } from '@/lib/alerts/unaccepted.server';
import type { QueryContext } from '@/lib/query/context.server';
import { Fault, messageOf } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import type { Instant } from '@/lib/shared/time';
import { deliverDue } from '@/lib/webhooks/deliver.server';
import { readListeners } from '@/lib/webhooks/outbox.server';
import { pause } from './leader.server';

export interface Telling {
  /** Milliseconds between looks whether there is something to tell or to send. */
  lookEvery: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  now: () => Instant;
  /** Null where no history is kept: then only handovers are told of. */
  open: ((signal: AbortSignal) => QueryContext) | null;
}

/** In milliseconds, after a look that failed. */
const WAIT = 300_000;

/** Looks for what webhooks are told of until `leading` aborts. What fails is logged and tried again: it holds nothing else up. */
export async function findAlerts({ lookEvery, clock, now, open }: Telling, leading: AbortSignal): Promise<void> {
  let notBefore = 0;
  while (!leading.aborted) {
    await trying('alerts were not looked for', leading, async () => {
      const listeners = await readListeners();
      await lookForUnaccepted(listeners, now());
      if (open === null || clock() < notBefore) return;
      notBefore = clock() + WAIT;
      if ((await lookForAlerts(open(leading), listeners)) !== 'again') notBefore = 0;
    });
    await pause(lookEvery, leading);
  }
}

/** Sends what is due until `leading` aborts. Rejects when the connection that leads is lost. */
export async function sendAlerts(
  { lookEvery, clock }: Telling,
  leading: AbortSignal,
  isLeader: () => Promise<unknown>,
): Promise<void> {
  while (!leading.aborted) {
    await isLeader();
    await trying('messages were not sent', leading, () => deliverDue(clock, leading));
    await pause(lookEvery, leading);
  }
}

async function trying(notDone: string, leading: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (leading.aborted) return;
    if (error instanceof Fault) log().warn({ fault: messageOf(error) }, notDone);
    else log().error({ err: error }, notDone);
  }
}
