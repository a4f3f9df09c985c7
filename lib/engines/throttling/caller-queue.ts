/** The calls of one caller to a service: those that run, and those that wait in order. */
/**
 * What somebody looks at and waits for (an event, a device, the status) is `interactive`; the parts of one large question,
 * such as the pieces of a split sweep, are `bulk`.
 *
 * Interactive calls go before bulk ones that are still queued, and bulk calls never take the last place: else a sweep in
 * 64 pieces of up to 3 minutes each would keep its own reader from opening an event for minutes. Nothing more is needed: interactive
 * calls come no faster than a person clicks, so they do not starve the sweep in turn. Within a priority, first come first served.
 */
export type Priority = 'interactive' | 'bulk';

export interface Waiting {
  priority: Priority;
  /** Grows with each call. A call that is tried again keeps its number, and so its turn. */
  turn: number;
  /** How long it waits for limits at most, in milliseconds. */
  patience: number;
  /** How long it has waited for limits, in milliseconds. Neither the time of the calls nor that in its caller's queue counts. */
  waited: number;
  /** Tells the call that it may start. */
  start: () => void;
  refuse: (fault: Error) => void;
}

export class CallerQueue {
  /** The next call first. */
  readonly queue: Waiting[] = [];
  private readonly running = new Set<Waiting>();

  constructor(
    readonly scope: string,
    private readonly atOnce: number,
  ) {}

  get idle(): boolean {
    return this.queue.length === 0 && this.running.size === 0;
  }

  add(call: Waiting): void {
    const at = this.queue.findIndex((other) => isBefore(call, other));
    this.queue.splice(at < 0 ? this.queue.length : at, 0, call);
  }

  start(call: Waiting): void {
    this.remove(call);
    this.running.add(call);
    call.start();
  }

  /** Takes the call out, whether it waits or runs. */
  remove(call: Waiting): void {
    const at = this.queue.indexOf(call);
    if (at >= 0) this.queue.splice(at, 1);
    this.running.delete(call);
  }

  /** The waiting calls that may run beside the running ones. */
  ready(): Waiting[] {
    let free = this.atOnce - this.running.size;
    let freeForBulk = Math.max(1, this.atOnce - 1) - [...this.running].filter(isBulk).length;
    const ready: Waiting[] = [];
    for (const call of this.queue) {
      if (free === 0 || (isBulk(call) && freeForBulk === 0)) break;
      free -= 1;
      if (isBulk(call)) freeForBulk -= 1;
      ready.push(call);
    }
    return ready;
  }
}

const isBulk = ({ priority }: Waiting) => priority === 'bulk';
const isBefore = (a: Waiting, b: Waiting) => (isBulk(a) === isBulk(b) ? a.turn < b.turn : isBulk(b));
