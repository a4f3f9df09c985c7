/**
 * Calls on their way to services that have limits: queued for each person, slowed to the service's pace, tried again, and
 * shown to those who wait. One a process; each of several instances keeps its own, and where they exceed a limit together,
 * the service's refusals slow them.
 */
import type { PendingQuery } from '@/lib/engines/model';
import { randomFraction } from '@/lib/shared/ids';
import { processWide } from '@/lib/shared/process-wide';
import { Gate } from './gate';
import { Journey } from './journey';
import type { Call, LaneOptions } from './lane';
import type { Classify } from './retry';
import { realTime, type Time } from './time';

/** The way of one identity scope to one service. */
export interface Lane {
  /**
   * Makes the call when its turn has come, and again where `classify` says so. Rejects with a Fault: `cancelled` at once
   * when the signal says so, wherever the call is; `unavailable`, naming the limit, when patience ends; else what `classify` gives up with.
   * An attempt that does not heed its signal keeps its place until it ends.
   */
  run<T>(call: Call, attempt: (signal: AbortSignal | undefined) => Promise<T>, classify: Classify<T>): Promise<T>;
}

export class Traffic {
  private readonly gates = new Map<string, Gate>();
  private readonly journeys = new Set<Journey>();
  private turns = 0;

  /** `chance` gives 0 to below 1. */
  constructor(
    private readonly time: Time,
    private readonly chance: () => number,
  ) {}

  lane(options: LaneOptions): Lane {
    return {
      run: async (call, attempt, classify) => {
        this.turns += 1;
        const journey = new Journey(options, call, this.turns, {
          gate: this.gate(options),
          time: this.time,
          chance: this.chance,
        });
        this.journeys.add(journey);
        try {
          return await journey.run(attempt, classify);
        } finally {
          this.journeys.delete(journey);
        }
      },
    };
  }

  /** What is under way for a scope, in the order it was asked. Ids stay the same from look to look. */
  pendingOf(scope: string): PendingQuery[] {
    return [...this.journeys].filter((journey) => journey.scope === scope).map((journey) => journey.flow());
  }

  private gate({ service, rate }: LaneOptions): Gate {
    const key = JSON.stringify([service, rate.of]);
    const known = this.gates.get(key);
    if (known) return known;
    const used = new Set([...this.journeys].map((journey) => journey.means.gate));
    for (const [other, gate] of this.gates) if (gate.idle && !used.has(gate)) this.gates.delete(other);
    const gate = new Gate(rate, this.time);
    this.gates.set(key, gate);
    return gate;
  }
}

/** This process's. */
export function traffic(): Traffic {
  return processWide('traffic', () => new Traffic(realTime, randomFraction));
}
