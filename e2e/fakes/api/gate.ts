/** How much of one caller a service takes at once and in a while. */
import { wallMs } from '../wall-clock';

export interface GateLimits {
  /** Queries that run at once; the rest wait in the order they came. */
  atOnce: number;
  /** So many may wait. */
  queued: number;
  /** So long, in milliseconds. */
  queueMs: number;
  /** So many calls in so many milliseconds. */
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
  /** When it called, the latest last. */
  calls: number[];
}

export class Gate {
  private readonly lines = new Map<string, Line>();

  constructor(private readonly limits: GateLimits) {}

  /** Waits for a turn; gives what ends it. Rejects with Throttled, or with the signal's reason. */
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

  /** The turn is handed over by who ends one, so that `running` stays. */
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
