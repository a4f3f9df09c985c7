/** Runs a few tasks at once, and lets callers take turns: one with many tasks waiting does not hold up one with a single task. */
import { Fault } from '@/lib/shared/errors';

interface Caller {
  /** What starts each of its tasks, the next one first. */
  waiting: (() => void)[];
  running: number;
  /** When it last had a turn, counted in turns. */
  served: number;
}

export class FairQueue {
  readonly #callers = new Map<string, Caller>();
  #running = 0;
  #turns = 0;

  /** `atOnce` tasks run at once. A caller that has `mostWaiting` waiting is refused more, except the server itself, which is ''. */
  constructor(
    private readonly atOnce: number,
    private readonly mostWaiting: number,
  ) {}

  /**
   * Runs the task when the caller's turn comes. Rejects with a Fault: `cancelled` as soon as the signal aborts while the task
   * waits, `too-many` when the caller has too many waiting.
   */
  async run<T>(caller: string, task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(caller, signal);
    try {
      return await task();
    } finally {
      this.#end(caller);
    }
  }

  async #turn(name: string, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw cancelled();
    const caller = this.#callers.get(name) ?? { waiting: [], running: 0, served: 0 };
    if (name !== '' && caller.waiting.length >= this.mostWaiting) {
      const message = `${caller.waiting.length} of your queries are waiting already. Close some tabs or wait for their answers, then ask again.`;
      throw new Fault('too-many', message);
    }
    this.#callers.set(name, caller);
    await new Promise<void>((resolve, reject) => {
      const start = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        caller.waiting.splice(caller.waiting.indexOf(start), 1);
        this.#forget(name, caller);
        reject(cancelled());
      };
      signal?.addEventListener('abort', leave, { once: true });
      caller.waiting.push(start);
      this.#next();
    });
  }

  #end(name: string): void {
    const caller = this.#callers.get(name);
    this.#running -= 1;
    if (caller) {
      caller.running -= 1;
      this.#forget(name, caller);
    }
    this.#next();
  }

  #forget(name: string, { waiting, running }: Caller): void {
    if (waiting.length === 0 && running === 0) this.#callers.delete(name);
  }

  /** Starts tasks while there is room, each time of the caller whose last turn is longest ago. */
  #next(): void {
    while (this.#running < this.atOnce) {
      const ready = [...this.#callers.values()].filter(({ waiting }) => waiting.length > 0);
      const [caller] = ready.sort((a, b) => a.served - b.served);
      const start = caller?.waiting.shift();
      if (!caller || !start) return;
      this.#running += 1;
      this.#turns += 1;
      caller.running += 1;
      caller.served = this.#turns;
      start();
    }
  }
}

const cancelled = () => new Fault('cancelled', 'The question was cancelled.');
