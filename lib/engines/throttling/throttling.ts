/**
 * Calls to services that have limits: queued for each caller, slowed to the service's rate, tried again, and shown to people who
 * wait. A process has one. Several instances each have their own; where they exceed a limit together, the service's
 * refusals slow them.
 */
import type { PendingQuery } from '@/lib/engines/model';
import { randomFraction } from '@/lib/shared/ids';
import { processWide } from '@/lib/shared/process-wide';
import type { Call, CallerOptions } from './call';
import { QueuedCall } from './queued-call';
import { RateLimiter } from './rate-limiter';
import type { Classify } from './retry';
import { realTime, type Time } from './time';

/** One identity scope that calls one service. */
export interface Caller {
  /**
   * Makes the call when its turn comes, and again where `classify` says so. Rejects with a Fault: `cancelled` as soon as the signal
   * aborts; `unavailable`, which names the limit, when patience ends; else the error that `classify` gives up with. An attempt that
   * ignores its signal keeps its place until it ends.
   */
  run<T>(call: Call, attempt: (signal: AbortSignal | undefined) => Promise<T>, classify: Classify<T>): Promise<T>;
}

export class Throttling {
  private readonly limiters = new Map<string, RateLimiter>();
  private readonly calls = new Set<QueuedCall>();
  private turns = 0;

  /** `chance` gives 0 to below 1. */
  constructor(
    private readonly time: Time,
    private readonly chance: () => number,
  ) {}

  caller(options: CallerOptions): Caller {
    return {
      run: async (call, attempt, classify) => {
        this.turns += 1;
        const queued = new QueuedCall(options, call, this.turns, {
          limiter: this.limiter(options),
          time: this.time,
          chance: this.chance,
        });
        this.calls.add(queued);
        try {
          return await queued.run(attempt, classify);
        } finally {
          this.calls.delete(queued);
        }
      },
    };
  }

  /** The queries of a scope that run or wait, in the order in which they were asked. Their ids never change. */
  pendingOf(scope: string): PendingQuery[] {
    return [...this.calls].filter((queued) => queued.scope === scope).map((queued) => queued.pending());
  }

  private limiter({ service, rate }: CallerOptions): RateLimiter {
    const key = JSON.stringify([service, rate.of]);
    const known = this.limiters.get(key);
    if (known) return known;
    const used = new Set([...this.calls].map((queued) => queued.means.limiter));
    for (const [other, limiter] of this.limiters) if (limiter.idle && !used.has(limiter)) this.limiters.delete(other);
    const limiter = new RateLimiter(rate, this.time);
    this.limiters.set(key, limiter);
    return limiter;
  }
}

/** The throttling of this process. */
export function throttling(): Throttling {
  return processWide('throttling', () => new Throttling(realTime, randomFraction));
}
