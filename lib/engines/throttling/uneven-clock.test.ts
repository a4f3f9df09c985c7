import { expect, test } from 'vitest';
import { FakeTime, settled } from './fake-time';
import { again, scene } from './fixtures';

/** Its timers are early by less than a millisecond, as Node's may be, and each look at it takes a while. */
class UnevenTime extends FakeTime {
  private looks = 0;

  constructor(private readonly look: number) {
    super();
  }

  override now(): number {
    this.looks += 1;
    return super.now() + this.looks * this.look;
  }

  override after(ms: number, then: () => void): () => void {
    return super.after(Math.max(0, ms - 0.9), then);
  }
}

test.each([0.01, 0.02, 0.05, 0.1, 0.2, 0.3])('a timer that is early forgets no call, where a look takes %d ms', async (look) => {
  const { time, run, fail, started, states } = scene({}, new UnevenTime(look));
  void run('a', { patience: Number.POSITIVE_INFINITY }, again(true, 1000));
  await settled();
  for (let again = 0; again < 40; again += 1) {
    await fail('a');
    await time.pass(1100);
    expect(states()).toEqual([['a', 'running', null]]);
    await time.pass(60_000);
  }
  expect(started).toHaveLength(41);
});
