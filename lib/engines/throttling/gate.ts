/** The door to a service that several lanes share: so many calls in so long, and a pause when the service asks for one. */
import { LaneQueue, type Waiting } from './lane-queue';
import { outOfPatience, tooLong } from './patience';
import { type Rate, RateWindow } from './rate';
import type { Time } from './time';

export class Gate {
  /** In the order in which they take turns: one that starts a call goes to the end. */
  private lanes: LaneQueue[] = [];
  private readonly window: RateWindow;
  private pause = { until: 0, limit: '' };
  private stopTimer = () => {};
  /** Who has waited for the door, and nothing else, since when. */
  private held: { calls: Waiting[]; since: number } = { calls: [], since: 0 };

  constructor(
    private readonly rate: Rate,
    private readonly time: Time,
  ) {
    this.window = new RateWindow(rate, time);
  }

  /** Nothing is under way, and nothing is remembered that a later call must heed. */
  get idle(): boolean {
    return this.lanes.length === 0 && this.paused() === 0 && this.window.empty;
  }

  lane(scope: string): LaneQueue | undefined {
    return this.lanes.find((lane) => lane.scope === scope);
  }

  /** Queues a call; it is told when its place is taken, or that its patience is over. */
  enter({ scope, atOnce }: { scope: string; atOnce: number }, call: Waiting): void {
    let lane = this.lane(scope);
    if (!lane) {
      lane = new LaneQueue(scope, atOnce);
      this.lanes.push(lane);
    }
    lane.add(call);
    this.pump();
  }

  /** The call has ended or given up: its place is free. */
  leave(call: Waiting): void {
    for (const lane of this.lanes) lane.remove(call);
    this.pump();
  }

  /** No call starts for `ms`, whoever's it is. `limit`: why, as a sentence. */
  close(ms: number, limit: string): void {
    const until = this.time.now() + ms;
    if (until > this.pause.until) this.pause = { until, limit };
    this.pump();
  }

  /** Why nothing may start now; null when it may. */
  get limit(): string | null {
    if (this.paused() > 0) return this.pause.limit;
    return this.window.wait() === 0 ? null : this.rate.words;
  }

  /** Milliseconds until a queued call may start by rate and pause, the lanes taking turns; null when that cannot be told. */
  resumesIn(lane: LaneQueue, call: Waiting): number | null {
    const round = lane.queue.indexOf(call);
    const rounds = this.lanes.reduce((sum, { queue }) => sum + Math.min(queue.length, round), 0);
    const inTurn = this.lanes.slice(0, this.lanes.indexOf(lane)).filter(({ queue }) => queue.length > round).length;
    const byRate = this.window.wait(rounds + inTurn);
    return byRate === null ? null : Math.max(byRate, this.paused());
  }

  private paused(): number {
    return Math.max(0, this.pause.until - this.time.now());
  }

  private closedFor(): number {
    return Math.max(this.paused(), this.window.wait() ?? 0);
  }

  /** Starts what may start; looks again when the door opens or somebody's patience ends. */
  private pump(): void {
    this.stopTimer();
    this.count();
    // Looked at once for both branches: between two looks the door may open, and then nobody would come back.
    let closedFor = this.closedFor();
    while (closedFor === 0) {
      const lane = this.lanes.find((each) => each.ready().length > 0);
      const [call] = lane?.ready() ?? [];
      if (!lane || !call) break;
      this.window.take();
      this.lanes = [...this.lanes.filter((other) => other !== lane), lane];
      lane.start(call);
      closedFor = this.closedFor();
    }
    if (closedFor > 0) this.hold();
    this.lanes = this.lanes.filter((lane) => !lane.idle);
  }

  /** Adds up what has been waited since the last look. */
  private count(): void {
    const { calls, since } = this.held;
    for (const call of calls) call.waited += this.time.now() - since;
    this.held = { calls: [], since: 0 };
  }

  private hold(): void {
    const held = this.lanes.flatMap((lane) => lane.ready());
    const lost = held.filter((call) => lasts(call) <= 0 || this.paused() > lasts(call));
    for (const call of lost) {
      for (const lane of this.lanes) lane.remove(call);
      const why = this.limit ?? this.rate.words;
      call.refuse(lasts(call) <= 0 ? outOfPatience(why, call.patience) : tooLong(why, this.paused()));
    }
    if (lost.length > 0) {
      this.hold(); // those behind them are next
    } else if (held.length > 0) {
      this.held = { calls: held, since: this.time.now() };
      this.stopTimer = this.time.after(Math.min(this.closedFor(), ...held.map(lasts)), () => this.pump());
    }
  }
}

/** What is left of a call's patience, in milliseconds. */
const lasts = ({ waited, patience }: Waiting) => patience - waited;
