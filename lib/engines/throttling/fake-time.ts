/** For tests: time that passes when it is told to. */
import type { Time } from './time';

export class FakeTime implements Time {
  private at = 0;
  private timers: { due: number; then: () => void }[] = [];

  now(): number {
    return this.at;
  }

  after(ms: number, then: () => void): () => void {
    const timer = { due: this.at + ms, then };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** How many callbacks are due some time. */
  get pending(): number {
    return this.timers.length;
  }

  /** Lets `ms` pass: what falls due is called in order, and what it sets going runs before time goes on. */
  async pass(ms: number): Promise<void> {
    const end = this.at + ms;
    await settled();
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.timers = this.timers.filter((timer) => timer !== next);
      this.at = Math.max(this.at, next.due);
      next.then();
      await settled();
    }
    this.at = end;
  }

  private next(end: number) {
    return this.timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0];
  }
}

/** More turns of the event loop than an answer takes on its way from a timer to the next (`ownTurn`). */
const TURNS = 10;

/** Until nothing that is ready to run is left. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
