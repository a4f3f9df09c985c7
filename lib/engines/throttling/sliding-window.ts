/** A rate limit over a sliding window of time. */
import type { Time } from './time';

export interface Rate {
  /** At most so many calls may start within any `per` milliseconds. */
  calls: number;
  per: number;
  /** The limit as a sentence: “Microsoft Graph takes 45 queries a minute from one tenant.” */
  words: string;
}

export class SlidingWindow {
  private starts: number[] = [];

  constructor(
    private readonly rate: Rate,
    private readonly time: Time,
  ) {}

  /** Counts a call that starts now. */
  take(): void {
    this.starts.push(this.time.now());
  }

  /**
   * Milliseconds until a call may start that has `ahead` others before it, if those start as early as they may. Null when
   * too many are before it to tell.
   */
  wait(ahead = 0): number | null {
    const now = this.time.now();
    this.starts = this.starts.filter((start) => start > now - this.rate.per);
    const beyond = ahead - (this.rate.calls - this.starts.length);
    if (beyond < 0) return 0;
    const slot = this.starts[beyond];
    return slot === undefined ? null : slot + this.rate.per - now;
  }

  get empty(): boolean {
    this.wait();
    return this.starts.length === 0;
  }
}
