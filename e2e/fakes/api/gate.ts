/** Limits how many queries of one caller run at once, and how often the caller may call. */
import { wallMs } from '../wall-clock';

export interface GateLimits {
  /** How many queries run at once. The others wait in the order they came. */
  atOnce: number;
  /** How many queries may wait. */
  queued: number;
  /** How long a query may wait, in milliseconds. */
  queueMs: number;
  /** How many calls are allowed in `perMs` milliseconds. */
  calls: number;
  perMs: number;
}

export class Throttled extends Error {
  constructor(readonly limit: 'calls' | 'queue') {
    super(limit);
  }
}

interface Line {
  running: number;
  waiting: (() => void)[];
  /** When the caller called, in milliseconds since 1970, the latest last. */
  calls: number[];
}

export class Gate {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly limits: GateLimits) {}

  /** Waits for a turn, and gives the function that ends it. Rejects with Throttled, or with the signal's reason. */
  async enter(caller: string, signal: AbortSignal): Promise<() => void> {
    const line = this.lines.get(caller) ?? { running: 0, waiting: [], calls: [] };
    this.lines.set(caller, line);
    this.count(line);
    if (line.running >= this.limits.atOnce) await this.wait(line, signal);
    else line.running += 1;
    return () => {
      const next = line.waiting.shift();
      if (next) next();
      else line.running -= 1;
    };
  }

  private count(line: Line): void {
    const now = wallMs();
    line.calls = line.calls.filter((at) => at > now - this.limits.perMs);
    if (line.calls.length >= this.limits.calls) throw new Throttled('calls');
    line.calls.push(now);
  }

  /** Waits until a query that ends hands over its turn. `running` does not change then. */
  private wait(line: Line, signal: AbortSignal): Promise<void> {
    if (line.waiting.length >= this.limits.queued) throw new Throttled('queue');
    return new Promise((resolve, reject) => {
      const leave = (reason: unknown) => {
        clearTimeout(timer);
        line.waiting = line.waiting.filter((each) => each !== turn);
        reject(reason);
      };
      const gone = () => leave(signal.reason);
      const turn = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', gone);
        resolve();
      };
      const timer = setTimeout(() => leave(new Throttled('queue')), this.limits.queueMs);
      signal.addEventListener('abort', gone, { once: true });
      line.waiting.push(turn);
    });
  }
}
