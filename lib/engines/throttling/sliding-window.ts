/** A rate limit over a sliding window of time. */
import type { Time } from './time';

export interface Rate {
  /** At most so many calls may arrive within any `per` milliseconds. */
  calls: number;
  per: number;
  /** The limit as a sentence: “Microsoft Graph takes 45 queries a minute from one tenant.” */
  words: string;
}

/** A call as it counts for a rate. */
interface Counted {
  start: number;
  /** When it ended; null while it runs. */
  end: number | null;
}

/** In milliseconds: the service has a call at the latest so long after its start, for which it may first renew a token and connect. */
const ARRIVES_WITHIN = 10_000;

/**
 * The service counts a call when it arrives, which we do not see: some time between its start and its end. So each counts from
 * the latest moment at which it may have arrived, or calls that were slow on their way would arrive beside the next ones.
 */
export class SlidingWindow {
  private calls: Counted[] = [];

  constructor(
    private readonly rate: Rate,
    private readonly time: Time,
  ) {}

  /** Counts a call that starts now. To be called back when it has ended. */
  take(): () => void {
    const call: Counted = { start: this.time.now(), end: null };
    this.calls.push(call);
    return () => {
      call.end = Math.min(this.time.now(), call.start + ARRIVES_WITHIN);
    };
  }

  /**
   * Milliseconds until a call may start that has `ahead` others before it, if those start as early as they may. Null when
   * too many are before it to tell.
   */
  wait(ahead = 0): number | null {
    const now = this.time.now();
    const arrived = ({ start, end }: Counted) => end ?? Math.min(now, start + ARRIVES_WITHIN);
    this.calls = this.calls.filter((call) => arrived(call) > now - this.rate.per);
    const beyond = ahead - (this.rate.calls - this.calls.length);
    if (beyond < 0) return 0;
    const slot = this.calls.map(arrived).sort((a, b) => a - b)[beyond];
    return slot === undefined ? null : slot + this.rate.per - now;
  }

  get empty(): boolean {
    this.wait();
    return this.calls.length === 0;
  }
}
