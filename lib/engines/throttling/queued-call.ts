/** One call from its queue to its answer, with all its tries. */
import type { PendingQuery } from '@/lib/engines/model';
import { randomId } from '@/lib/shared/ids';
import type { Call, CallerOptions } from './call';
import type { Waiting } from './caller-queue';
import { cancelled, orCancelled } from './cancelled';
import { outOfPatience, PATIENCE, tooLong } from './patience';
import type { RateLimiter } from './rate-limiter';
import { type Classify, type Decision, waitBefore } from './retry';
import type { Time } from './time';

interface Means {
  limiter: RateLimiter;
  time: Time;
  chance: () => number;
}

export class QueuedCall {
  private readonly id = randomId();
  private readonly waiting: Waiting;
  /** Set while this call alone waits before its next try. */
  private rest: { until: number; limit: string } | null = null;

  constructor(
    private readonly caller: CallerOptions,
    private readonly call: Call,
    turn: number,
    readonly means: Means,
  ) {
    const { priority = 'interactive', patience = PATIENCE } = call;
    this.waiting = { priority, patience, turn, waited: 0, start: () => {}, refuse: () => {} };
  }

  get scope(): string {
    return this.caller.scope;
  }

  async run<T>(attempt: (signal: AbortSignal | undefined) => Promise<T>, classify: Classify<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      await this.place();
      try {
        return await this.attempt(attempt);
      } catch (error) {
        if (this.call.signal?.aborted) throw cancelled();
        const decision = classify(error);
        if (decision.kind === 'answer') return decision.answer;
        if (decision.kind === 'give-up') throw decision.error;
        await this.before(decision, tries);
      }
    }
  }

  pending(): PendingQuery {
    const { limiter, time } = this.means;
    const pending = { id: this.id, what: this.call.what, pieces: this.call.pieces?.() ?? null, position: null };
    if (this.rest) {
      const { limit, until } = this.rest;
      return { ...pending, state: 'waiting', limit, resumesIn: Math.max(0, until - time.now()) };
    }
    const caller = limiter.caller(this.caller.scope);
    const at = caller?.queue.indexOf(this.waiting) ?? -1;
    if (!caller || at < 0) return { ...pending, state: 'running', limit: null, resumesIn: null };
    if (limiter.limit !== null && caller.ready().includes(this.waiting))
      return { ...pending, state: 'waiting', limit: limiter.limit, resumesIn: limiter.resumesIn(caller, this.waiting) };
    return { ...pending, state: 'queued', position: at + 1, limit: this.caller.words, resumesIn: null };
  }

  /** Waits until it may start. */
  private async place(): Promise<void> {
    const { limiter } = this.means;
    const { signal } = this.call;
    // A start counts for the rate even if nothing is sent, so a caller that has left must not start.
    if (signal?.aborted) throw cancelled();
    const placed = new Promise<void>((resolve, reject) => {
      this.waiting.start = resolve;
      this.waiting.refuse = reject;
    });
    const left = () => {
      limiter.leave(this.waiting);
      this.waiting.refuse(cancelled());
    };
    signal?.addEventListener('abort', left);
    limiter.enter(this.caller, this.waiting);
    try {
      await placed;
    } finally {
      signal?.removeEventListener('abort', left);
    }
  }

  private attempt<T>(attempt: (signal: AbortSignal | undefined) => Promise<T>): Promise<T> {
    const { signal } = this.call;
    const leave = () => this.means.limiter.leave(this.waiting);
    const attempted = (async () => attempt(signal))().finally(leave);
    return orCancelled(attempted, signal);
  }

  /** Waits until it may be tried again. */
  private async before({ limit, after, all }: Decision<never> & { kind: 'again' }, tries: number): Promise<void> {
    const { limiter, time, chance } = this.means;
    const { waited, patience } = this.waiting;
    const ms = waitBefore(after, tries, chance());
    if (all) limiter.close(ms, limit);
    if (waited + ms > patience) throw ms === after ? tooLong(limit, ms) : outOfPatience(limit, waited);
    if (all) return; // the limiter makes it wait with all others
    let stop = () => {};
    const rested = new Promise<void>((resolve) => {
      stop = time.after(ms, resolve);
    });
    this.rest = { until: time.now() + ms, limit };
    try {
      await orCancelled(rested, this.call.signal);
      this.waiting.waited += ms;
    } finally {
      stop();
      this.rest = null;
    }
  }
}
