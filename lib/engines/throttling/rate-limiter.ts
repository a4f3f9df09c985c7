/** Limits the calls to a service that several callers share: so many in so long, and none while the service asks for a pause. */
import { CallerQueue, type Waiting } from './caller-queue';
import { outOfPatience, tooLong } from './patience';
import { type Rate, SlidingWindow } from './sliding-window';
import type { Time } from './time';

export class RateLimiter {
  /** The callers in the order of their turns: one that starts a call goes to the end. */
  private callers: CallerQueue[] = [];
  private readonly window: SlidingWindow;
  /** The calls that run, and what ends their count. */
  private readonly running = new Map<Waiting, () => void>();
  private pause = { until: 0, limit: '' };
  private stopTimer = () => {};
  /** The calls that wait for the limit and for nothing else, and since when. */
  private held: { calls: Waiting[]; since: number } = { calls: [], since: 0 };

  constructor(
    private readonly rate: Rate,
    private readonly time: Time,
  ) {
    this.window = new SlidingWindow(rate, time);
  }

  /** True when no call is under way, and no rate or pause would hold up a later one. */
  get idle(): boolean {
    return this.callers.length === 0 && this.paused() === 0 && this.window.empty;
  }

  caller(scope: string): CallerQueue | undefined {
    return this.callers.find((caller) => caller.scope === scope);
  }

  /** Queues a call. It is started when its turn comes, or refused when its patience ends. */
  enter({ scope, atOnce }: { scope: string; atOnce: number }, call: Waiting): void {
    let caller = this.caller(scope);
    if (!caller) {
      caller = new CallerQueue(scope, atOnce);
      this.callers.push(caller);
    }
    caller.add(call);
    this.pump();
  }

  /** The call has ended or given up, so another may take its place. */
  leave(call: Waiting): void {
    for (const caller of this.callers) caller.remove(call);
    this.running.get(call)?.();
    this.running.delete(call);
    this.pump();
  }

  /** Starts no call of any caller for `ms`. `limit` says why, as a sentence. */
  close(ms: number, limit: string): void {
    const until = this.time.now() + ms;
    if (until > this.pause.until) this.pause = { until, limit };
    this.pump();
  }

  /** Why no call may start now; null when one may. */
  get limit(): string | null {
    if (this.paused() > 0) return this.pause.limit;
    return this.window.wait() === 0 ? null : this.rate.words;
  }

  /** Milliseconds until the rate and the pause let a queued call start, callers taking turns; null when that cannot be told. */
  resumesIn(caller: CallerQueue, call: Waiting): number | null {
    const round = caller.queue.indexOf(call);
    const rounds = this.callers.reduce((sum, { queue }) => sum + Math.min(queue.length, round), 0);
    const inTurn = this.callers.slice(0, this.callers.indexOf(caller)).filter(({ queue }) => queue.length > round).length;
    const byRate = this.window.wait(rounds + inTurn);
    return byRate === null ? null : Math.max(byRate, this.paused());
  }

  private paused(): number {
    return Math.max(0, this.pause.until - this.time.now());
  }

  private closedFor(): number {
    return Math.max(this.paused(), this.window.wait() ?? 0);
  }

  /** Starts the calls that may start, and looks again when the limit allows more or a call's patience ends. */
  private pump(): void {
    this.stopTimer();
    this.count();
    // The limit is read once for both branches. If it opened between two reads, nobody would look again.
    let closedFor = this.closedFor();
    while (closedFor === 0) {
      const caller = this.callers.find((each) => each.ready().length > 0);
      const [call] = caller?.ready() ?? [];
      if (!caller || !call) break;
      this.running.set(call, this.window.take());
      this.callers = [...this.callers.filter((other) => other !== caller), caller];
      caller.start(call);
      closedFor = this.closedFor();
    }
    if (closedFor > 0) this.hold();
    this.callers = this.callers.filter((caller) => !caller.idle);
  }

  /** Adds the time since the last look to what the held calls have waited. */
  private count(): void {
    const { calls, since } = this.held;
    for (const call of calls) call.waited += this.time.now() - since;
    this.held = { calls: [], since: 0 };
  }

  private hold(): void {
    const held = this.callers.flatMap((caller) => caller.ready());
    const lost = held.filter((call) => lasts(call) <= 0 || this.paused() > lasts(call));
    for (const call of lost) {
      for (const caller of this.callers) caller.remove(call);
      const why = this.limit ?? this.rate.words;
      call.refuse(lasts(call) <= 0 ? outOfPatience(why, call.patience) : tooLong(why, this.paused()));
    }
    if (lost.length > 0) {
      this.hold(); // the calls behind them come next
    } else if (held.length > 0) {
      this.held = { calls: held, since: this.time.now() };
      this.stopTimer = this.time.after(Math.min(this.closedFor(), ...held.map(lasts)), () => this.pump());
    }
  }
}

/** The rest of a call's patience, in milliseconds. */
const lasts = ({ waited, patience }: Waiting) => patience - waited;
