import 'server-only';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { sourceOf } from '@/lib/history/source';
import { noteSweeps, readSweeps } from '@/lib/history/status.server';
import { sweepHistory } from '@/lib/history/sweep.server';
import type { QueryContext } from '@/lib/query/context.server';
import { Fault, messageOf } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { fromDate, type Instant, toMs } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { isDue, waitAfter } from './due';
import { pause } from './leader.server';

export interface Keeping {
  /** This server, by host and process. */
  leader: string;
  /** Milliseconds between sweeps. */
  every: number;
  /** Milliseconds between looks whether a sweep is due: an import is in the history so soon. */
  lookEvery: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** What a sweep's queries share: the server's own rights, and the present. */
  open: (signal: AbortSignal) => QueryContext;
  /** All hunts over a window. Throws the Fault of an engine that does not answer. */
  planOf: (context: QueryContext, window: Window) => Promise<SweepPlan>;
}

/** Sweeps for the history whenever it is due, until `leading` aborts. Rejects when the database does not answer, never for a sweep that fails. */
export async function keepHistory(keeping: Keeping, leading: AbortSignal, isLeader: () => Promise<unknown>): Promise<void> {
  let tried: string | null = null;
  while (!leading.aborted) {
    await isLeader();
    const context = keeping.open(leading);
    const source = sourceOf(context.engine);
    const row = await readSweeps(source);
    if (row?.leader !== keeping.leader) await noteSweeps(source, { leader: keeping.leader });
    const telemetry = `${source} ${context.engine.version()}`;
    const nextAt = row?.nextAt ? toMs(row.nextAt) : null;
    // The first look of a new leader takes up what the last one may have left, without waiting for its time.
    if (isDue({ nextAt, version: tried }, { at: keeping.clock(), version: telemetry })) {
      tried = telemetry;
      await sweepOnce(keeping, context, { source, failures: row?.failures ?? 0 });
    }
    await pause(keeping.lookEvery, leading);
  }
}

interface Before {
  source: string;
  failures: number;
}

/** One sweep, and a note of how it went. */
async function sweepOnce({ clock, every, planOf }: Keeping, context: QueryContext, before: Before): Promise<void> {
  const { source } = before;
  const instant = (ms = clock()): Instant => fromDate(new Date(ms));
  await noteSweeps(source, { beganAt: instant() });
  try {
    await sweepHistory({ context, planOf: (window) => planOf(context, window) });
    const endedAt = instant();
    await noteSweeps(source, { endedAt, failures: 0, fault: null, faultAt: null, nextAt: instant(clock() + every) });
  } catch (error) {
    if (context.signal?.aborted || (error instanceof Fault && error.kind === 'conflict')) return;
    const failures = before.failures + 1;
    if (error instanceof Fault) log().warn({ fault: error.message, failures }, 'a sweep for the history failed');
    else log().error({ err: error, failures }, 'a sweep for the history broke');
    const nextAt = instant(clock() + waitAfter(failures, every));
    await noteSweeps(source, { endedAt: instant(), failures, fault: messageOf(error), faultAt: instant(), nextAt });
  }
}
