/** One call from its queue to its answer, over as many tries as it takes. */
import type { PendingQuery } from '@/lib/engines/model';
import { randomId } from '@/lib/shared/ids';
import { cancelled, orCancelled } from './cancelled';
import type { Gate } from './gate';
import type { Call, LaneOptions } from './lane';
import type { Waiting } from './lane-queue';
import { outOfPatience, PATIENCE, tooLong } from './patience';
import { type Classify, type Verdict, waitBefore } from './retry';
import type { Time } from './time';

interface Means {
  gate: Gate;
  time: Time;
  chance: () => number;
}

export class Journey {
  private readonly id = randomId();
  private readonly waiting: Waiting;
  /** Set while it waits for itself alone. */
  private rest: { until: number; limit: string } | null = null;

  constructor(
    private readonly lane: LaneOptions,
    private readonly call: Call,
    turn: number,
    readonly means: Means,
  ) {
    const { priority = 'interactive', patience = PATIENCE } = call;
    this.waiting = { priority, patience, turn, waited: 0, start: () => {}, refuse: () => {} };
  }

  get scope(): string {
    return this.lane.scope;
  }

  async run<T>(attempt: (signal: AbortSignal | undefined) => Promise<T>, classify: Classify<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      await this.place();
      try {
        return await this.attempt(attempt);
      } catch (error) {
        if (this.call.signal?.aborted) throw cancelled();
        const verdict = classify(error);
        if (verdict.kind === 'answer') return verdict.answer;
        if (verdict.kind === 'give-up') throw verdict.error;
        await this.before(verdict, tries);
      }
    }
  }

  flow(): PendingQuery {
    const { gate, time } = this.means;
    const flow = { id: this.id, what: this.call.what, pieces: this.call.pieces?.() ?? null, position: null };
    if (this.rest) {
      const { limit, until } = this.rest;
      return { ...flow, state: 'waiting', limit, resumesIn: Math.max(0, until - time.now()) };
    }
    const lane = gate.lane(this.lane.scope);
    const at = lane?.queue.indexOf(this.waiting) ?? -1;
    if (!lane || at < 0) return { ...flow, state: 'running', limit: null, resumesIn: null };
    if (gate.limit !== null && lane.ready().includes(this.waiting))
      return { ...flow, state: 'waiting', limit: gate.limit, resumesIn: gate.resumesIn(lane, this.waiting) };
    return { ...flow, state: 'queued', position: at + 1, limit: this.lane.words, resumesIn: null };
  }

  /** Until it may start. */
  private async place(): Promise<void> {
    const { gate } = this.means;
    const { signal } = this.call;
    // A start counts for the rate whether or not anything is sent: who has left must not get there.
    if (signal?.aborted) throw cancelled();
    const placed = new Promise<void>((resolve, reject) => {
      this.waiting.start = resolve;
      this.waiting.refuse = reject;
    });
    const left = () => {
      gate.leave(this.waiting);
      this.waiting.refuse(cancelled());
    };
    signal?.addEventListener('abort', left);
    gate.enter(this.lane, this.waiting);
    try {
      await placed;
    } finally {
      signal?.removeEventListener('abort', left);
    }
  }

  private attempt<T>(attempt: (signal: AbortSignal | undefined) => Promise<T>): Promise<T> {
    const { signal } = this.call;
    const leave = () => this.means.gate.leave(this.waiting);
    const attempted = (async () => attempt(signal))().finally(leave);
    return orCancelled(attempted, signal);
  }

  /** Until it may be tried again. */
  private async before({ limit, after, all }: Verdict<never> & { kind: 'again' }, tries: number): Promise<void> {
    const { gate, time, chance } = this.means;
    const { waited, patience } = this.waiting;
    const ms = waitBefore(after, tries, chance());
    if (all) gate.close(ms, limit);
    if (waited + ms > patience) throw ms === after ? tooLong(limit, ms) : outOfPatience(limit, waited);
    if (all) return; // it waits at the gate, as all do
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
