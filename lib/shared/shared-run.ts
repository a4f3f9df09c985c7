import { setMaxListeners } from 'node:events';
import { Fault } from './errors';
import { ownTurn } from './turns';

/**
 * One run that several callers wait for. A caller that gives up gets a Fault `cancelled`; the others go on. The run is
 * aborted when the last caller gives up, so that no query runs for nobody. Those who waited go on one after the other, each in a turn
 * of the event loop of its own: hundreds at once would keep the server from everybody else.
 */
export class SharedRun<T> {
  private readonly controller = new AbortController();
  readonly result: Promise<T>;
  private waiting = 0;
  private ended = false;

  constructor(run: (signal: AbortSignal) => Promise<T>) {
    setMaxListeners(0, this.controller.signal); // as many as the run has queries
    this.result = run(this.controller.signal);
    const end = () => {
      this.ended = true;
    };
    this.result.then(end, end); // each caller sees the rejection; without callers it must not crash the server
  }

  /** True once it was aborted: a new caller needs a new run. */
  get abandoned(): boolean {
    return this.controller.signal.aborted;
  }

  async wait(signal?: AbortSignal): Promise<T> {
    const found = await this.untilLeft(signal);
    await ownTurn();
    return found;
  }

  private async untilLeft(signal: AbortSignal | undefined): Promise<T> {
    this.waiting += 1;
    if (signal === undefined) return this.result; // waits to the end, so the run is never aborted
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(new Fault('cancelled', 'Nobody waits for this answer any more.'));
      if (signal.aborted) leave();
      signal.addEventListener('abort', leave);
    });
    try {
      return await Promise.race([this.result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      this.waiting -= 1;
      if (this.waiting === 0 && signal.aborted && !this.ended) this.controller.abort();
    }
  }
}
