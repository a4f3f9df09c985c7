import { expect, test } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import { FakeTime, settled } from './fake-time';
import type { Call, LaneOptions } from './lane';
import type { Classify } from './retry';
import { Traffic } from './traffic';

const WORDS = 'Two at once.';
const RATE = 'Ten a minute.';
const options = (more: Partial<LaneOptions> = {}): LaneOptions => ({
  service: 's',
  scope: 'ada',
  atOnce: 2,
  words: WORDS,
  rate: { calls: 10, per: 60_000, words: RATE, of: 'tenant' },
  ...more,
});
const never: Classify<string> = (error) => ({ kind: 'give-up', error });

/** Calls that end when they are told to. */
function scene(more: Partial<LaneOptions> = {}, time = new FakeTime()) {
  const traffic = new Traffic(time, () => 1);
  const started: string[] = [];
  const open = new Map<string, { answer: () => void; fail: (error: unknown) => void }>();
  const run = (what: string, call: Partial<Call> = {}, classify = never, scope = 'ada') =>
    traffic.lane(options({ ...more, scope })).run(
      { what, ...call },
      () => {
        started.push(what);
        return new Promise<string>((resolve, reject) => open.set(what, { answer: () => resolve(what), fail: reject }));
      },
      classify,
    );
  const end = async (what: string) => {
    open.get(what)?.answer();
    await settled();
  };
  const fail = async (what: string, error: unknown = new Error('429')) => {
    open.get(what)?.fail(error);
    await settled();
  };
  const states = (scope = 'ada') => traffic.pendingOf(scope).map(({ what, state, position }) => [what, state, position]);
  return { time, traffic, started, run, end, fail, states };
}

test('so many run at once, the rest wait their turn and see which it is', async () => {
  const { traffic, run, end, started, states } = scene();
  const answers = ['a', 'b', 'c', 'd'].map((what) => run(what));
  await settled();
  expect(states()).toEqual([
    ['a', 'running', null],
    ['b', 'running', null],
    ['c', 'queued', 1],
    ['d', 'queued', 2],
  ]);
  expect(traffic.pendingOf('ada')[3]).toMatchObject({ limit: WORDS, resumesIn: null });
  expect(traffic.pendingOf('bob')).toEqual([]);
  const ids = new Map(traffic.pendingOf('ada').map(({ what, id }) => [what, id]));
  await end('b');
  expect(states()).toEqual([
    ['a', 'running', null],
    ['c', 'running', null],
    ['d', 'queued', 1],
  ]);
  for (const { what, id } of traffic.pendingOf('ada')) expect(id).toBe(ids.get(what));
  for (const what of ['a', 'c', 'd']) await end(what);
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  expect(started).toEqual(['a', 'b', 'c', 'd']);
  expect(traffic.pendingOf('ada')).toEqual([]);
});

test('one person’s queue is no other’s, and no other service’s', async () => {
  const { traffic, run, started, states } = scene();
  for (const what of ['a', 'b', 'c']) void run(what);
  void run('d', {}, never, 'bob');
  void traffic.lane(options({ service: 'another' })).run(
    { what: 'e' },
    async () => started.push('e'),
    () => ({ kind: 'give-up', error: 0 }),
  );
  await settled();
  expect(started).toEqual(['a', 'b', 'd', 'e']);
  expect(states('bob')).toEqual([['d', 'running', null]]);
});

test('who gives up in the queue is gone at once; who gives up while running frees the place when the call ends', async () => {
  const { run, end, started, states } = scene();
  const [first, third] = [new AbortController(), new AbortController()];
  const answers = [run('a', { signal: first.signal }), run('b'), run('c', { signal: third.signal }), run('d'), run('e')];
  await settled();
  third.abort();
  await expect(answers[2]).rejects.toMatchObject({ kind: 'cancelled' });
  first.abort();
  await expect(answers[0]).rejects.toMatchObject({ kind: 'cancelled' });
  expect(states()).toEqual([
    ['b', 'running', null],
    ['d', 'queued', 1],
    ['e', 'queued', 2],
  ]);
  await end('a');
  expect(started).toEqual(['a', 'b', 'd']);
  await expect(run('f', { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' });
  await end('b');
  expect(started).toEqual(['a', 'b', 'd', 'e']);
});

test('what somebody looks at passes the pieces of a large question, which leave it a place', async () => {
  const { run, end, started, states } = scene({ atOnce: 3 });
  for (const what of ['p1', 'p2', 'p3', 'p4']) void run(what, { priority: 'bulk' });
  await settled();
  expect(started).toEqual(['p1', 'p2']);
  void run('event');
  void run('status');
  await settled();
  expect(started).toEqual(['p1', 'p2', 'event']);
  expect(states().slice(2)).toEqual([
    ['p3', 'queued', 2],
    ['p4', 'queued', 3],
    ['event', 'running', null],
    ['status', 'queued', 1],
  ]);
  await end('p1');
  await end('p2');
  expect(started).toEqual(['p1', 'p2', 'event', 'status', 'p3']);
});

test('a service’s pace holds everybody up together, who then take turns; they see which limit and for how long', async () => {
  const { time, traffic, run, end, started, states } = scene({
    atOnce: 50,
    rate: { calls: 3, per: 60_000, words: RATE, of: 'tenant' },
  });
  void run('a1');
  await time.pass(10_000);
  for (const what of ['a2', 'a3', 'a4', 'a5']) void run(what);
  void run('b1', {}, never, 'bob');
  await time.pass(20_000);
  expect(started).toEqual(['a1', 'a2', 'a3']);
  expect(states()).toEqual([
    ['a1', 'running', null],
    ['a2', 'running', null],
    ['a3', 'running', null],
    ['a4', 'waiting', null],
    ['a5', 'waiting', null],
  ]);
  expect(traffic.pendingOf('ada').map(({ limit, resumesIn }) => [limit, resumesIn])).toEqual([
    [null, null],
    [null, null],
    [null, null],
    [RATE, 30_000],
    [RATE, 40_000],
  ]);
  expect(traffic.pendingOf('bob')).toMatchObject([{ state: 'waiting', limit: RATE, resumesIn: 40_000 }]);
  for (const what of ['a1', 'a2', 'a3']) await end(what);
  await time.pass(29_999);
  expect(started).toHaveLength(3);
  await time.pass(1);
  expect(started).toEqual(['a1', 'a2', 'a3', 'a4']);
  await time.pass(10_000);
  expect(started).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'a5']);
});

const again =
  (all: boolean, after?: number): Classify<string> =>
  () => ({ kind: 'again', limit: 'Too many.', after, all });

test('what the service refuses holds up all whom it counts together, and nobody else', async () => {
  const { time, traffic, run, fail, started, states } = scene({ atOnce: 1 });
  void run('a', {}, again(true, 7000));
  void run('b', {}, again(true, 7000), 'bob');
  await settled();
  await fail('a');
  void run('c', {}, never, 'cy');
  void traffic.lane(options({ rate: { calls: 9, per: 1000, words: '', of: 'another' } })).run(
    { what: 'd' },
    async () => started.push('d'),
    () => ({ kind: 'give-up', error: 0 }),
  );
  await settled();
  expect(started).toEqual(['a', 'b', 'd']);
  expect(states('bob')).toEqual([['b', 'running', null]]);
  expect(traffic.pendingOf('cy')).toMatchObject([{ state: 'waiting', limit: 'Too many.', resumesIn: 7000 }]);
  await time.pass(2000);
  await fail('b');
  await time.pass(6999);
  expect(started).toHaveLength(3);
  expect(traffic.pendingOf('cy')).toMatchObject([{ resumesIn: 1 }]);
  await time.pass(1);
  expect(started.slice(3).sort()).toEqual(['a', 'b', 'c']);
});

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

test.each([0.01, 0.02, 0.05, 0.1, 0.2, 0.3])('a timer that is early forgets nobody, where a look takes %d ms', async (look) => {
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

test('a failure of one call alone is waited for without a place, longer from try to try', async () => {
  const { time, traffic, run, fail, end, started } = scene({ atOnce: 1 });
  const answer = run('a', {}, again(false));
  await settled();
  await fail('a');
  expect(traffic.pendingOf('ada')).toMatchObject([{ state: 'waiting', limit: 'Too many.', resumesIn: 1000 }]);
  void run('b');
  await settled();
  expect(started).toEqual(['a', 'b']);
  await end('b');
  await time.pass(1000);
  await fail('a');
  await time.pass(1999);
  expect(started).toEqual(['a', 'b', 'a']);
  await time.pass(1);
  await end('a');
  expect(await answer).toBe('a');
  expect(time.pending).toBe(0);
});

test('a call that is tried again keeps its turn', async () => {
  const { time, run, fail, end, started } = scene({ atOnce: 1 });
  void run('a', {}, again(false));
  for (const what of ['b', 'c']) void run(what);
  await settled();
  await fail('a');
  await time.pass(1000);
  await end('b');
  expect(started).toEqual(['a', 'b', 'a']);
});

test('patience ends with the limit’s name', async () => {
  const { time, run, fail } = scene({ atOnce: 1 });
  const outcome = run('a', { patience: 6000 }, again(false)).catch((error: unknown) => error);
  for (const wait of [1000, 2000]) {
    await settled();
    await fail('a');
    await time.pass(wait);
  }
  await fail('a');
  expect(await outcome).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/^Too many\. 3 seconds of waiting/),
  });
});

test('a limit that outlasts patience is said at once, to the caller and to those who come later', async () => {
  const { time, run, fail, traffic } = scene();
  const outcome = run('a', {}, again(true, 15 * 60_000)).catch((error: unknown) => error);
  await settled();
  await fail('a');
  expect(await outcome).toMatchObject({ kind: 'unavailable', message: 'Too many. It goes on in 15 minutes: ask again then.' });
  const later = Array.from({ length: 9 }, (_, i) => run(`b${i}`));
  for (const answer of later) await expect(answer).rejects.toMatchObject({ kind: 'unavailable' });
  expect(traffic.pendingOf('ada')).toEqual([]);
  await time.pass(11 * 60_000);
  const patient = run('c');
  await time.pass(0);
  expect(traffic.pendingOf('ada')).toMatchObject([{ what: 'c', state: 'waiting', resumesIn: 4 * 60_000 }]);
  patient.catch(() => undefined);
});

test('the time in one’s own queue costs no patience, that at a limit does', async () => {
  const { time, run, end, started } = scene({ atOnce: 1, rate: { calls: 2, per: 60_000, words: RATE, of: 'tenant' } });
  const first = run('a');
  const second = run('b', { patience: 30_000 });
  await time.pass(10 * 60_000);
  await end('a');
  await time.pass(0);
  const third = run('c', { patience: 60_000 });
  const fourth = run('d', { patience: 30_000 }, never, 'bob');
  await time.pass(0);
  expect(started).toEqual(['a', 'b', 'd']);
  const late = run('e', { patience: 30_000 }, never, 'cy').catch((error: unknown) => error);
  await time.pass(29_999);
  await end('b');
  await time.pass(1);
  expect(await late).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/^Ten a minute\. 30 seconds of waiting/),
  });
  await time.pass(30_000);
  expect(started).toEqual(['a', 'b', 'd', 'c']);
  for (const what of ['c', 'd']) await end(what);
  expect(await Promise.all([first, second, third, fourth])).toEqual(['a', 'b', 'c', 'd']);
});

test('who has left before the turn costs the rate nothing', async () => {
  const { run, started } = scene({ rate: { calls: 2, per: 60_000, words: RATE, of: 'tenant' } });
  for (const what of ['a', 'b', 'c'])
    await expect(run(what, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' });
  void run('d');
  void run('e');
  await settled();
  expect(started).toEqual(['d', 'e']);
});

test('when all leave together, those in the queue cost the rate nothing', async () => {
  const rate = { calls: 3, per: 60_000, words: RATE, of: 'tenant' };
  const { traffic, run, started } = scene({ rate });
  const controller = new AbortController();
  const { signal } = controller;
  const running = () => new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
  const all = Array.from({ length: 4 }, () => traffic.lane(options({ rate })).run({ what: 'piece', signal }, running, never));
  await settled();
  controller.abort();
  for (const left of all) await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  void run('a');
  await settled();
  expect(started).toEqual(['a']);
});

test('the time a call runs costs no patience, all waits together do', async () => {
  const { time, run, fail, started } = scene();
  const outcome = run('a', { patience: 6000 }, again(false)).catch((error: unknown) => error);
  for (const wait of [1000, 2000]) {
    await time.pass(10 * 60_000);
    await fail('a');
    await time.pass(wait);
  }
  expect(started).toEqual(['a', 'a', 'a']);
  await time.pass(10 * 60_000);
  await fail('a');
  expect(await outcome).toMatchObject({ message: expect.stringMatching(/^Too many\. 3 seconds of waiting/) });
});

test('waits for a pause are added up, and the time in one’s own queue between them is not', async () => {
  const { time, run, fail, end, started } = scene({ atOnce: 1 });
  const outcome = run('a', { priority: 'bulk', patience: 8000 }, again(true, 4000)).catch((error: unknown) => error);
  await settled();
  await fail('a');
  await time.pass(1000);
  void run('b');
  await time.pass(3000);
  await time.pass(10 * 60_000);
  await end('b');
  await fail('a');
  await time.pass(4000);
  expect(started).toEqual(['a', 'b', 'a', 'a']);
  await fail('a');
  expect(await outcome).toMatchObject({ kind: 'unavailable', message: 'Too many. It goes on in 4 seconds: ask again then.' });
});

test('a service that refuses and says “at once” is asked ever more slowly', async () => {
  const { time, run, fail, started } = scene({ rate: { calls: 9999, per: 1, words: RATE, of: 'tenant' } });
  const outcome = run('a', {}, again(true, 0)).catch((error: unknown) => error);
  for (let second = 0; second < 300; second += 1) {
    await fail('a');
    await time.pass(1000);
  }
  expect(started.length).toBeLessThan(12);
  expect(await outcome).toMatchObject({
    message: expect.stringMatching(/^Too many\. \d+ (?:seconds|minutes) of waiting did not/),
  });
});

test('waits for a pause and for a next try end at once when nobody waits any more', async () => {
  const { time, run, fail, traffic } = scene();
  const controllers = [new AbortController(), new AbortController()];
  const outcomes = [
    run('a', { signal: controllers[0]?.signal }, again(false)),
    run('b', { signal: controllers[1]?.signal }, again(true, 5000)),
  ];
  await settled();
  await fail('a');
  await fail('b');
  for (const controller of controllers) controller.abort();
  for (const outcome of outcomes) await expect(outcome).rejects.toMatchObject({ kind: 'cancelled' });
  expect(traffic.pendingOf('ada')).toEqual([]);
  expect(time.pending).toBe(0);
});

test('an attempt’s failure counts as cancelled once nobody waits', async () => {
  const { traffic } = scene();
  const controller = new AbortController();
  const outcome = traffic.lane(options()).run(
    { what: 'a', signal: controller.signal },
    (signal) => new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    (error) => ({ kind: 'give-up', error }),
  );
  await settled();
  controller.abort();
  await expect(outcome).rejects.toBeInstanceOf(Fault);
});

test('a verdict may be an answer; giving up throws its error as it is', async () => {
  const { run, fail } = scene();
  const cut = run('a', {}, () => ({ kind: 'answer', answer: 'cut' }));
  const lost = run('b').catch((error: unknown) => error);
  await settled();
  await fail('a');
  const error = new Error('no');
  await fail('b', error);
  expect(await cut).toBe('cut');
  expect(await lost).toBe(error);
});

test('how a split question stands is asked at each look', async () => {
  const { traffic, run } = scene();
  const pieces = { done: 0, of: 2 };
  void run('a', { pieces: () => ({ ...pieces }) });
  await settled();
  pieces.done = 1;
  expect(traffic.pendingOf('ada')[0]?.pieces).toEqual({ done: 1, of: 2 });
});

test('a service that is left alone is forgotten, one that somebody waits for is not', async () => {
  const { time, traffic, run, fail, started } = scene({ rate: { calls: 1, per: 10, words: RATE, of: 'tenant' } });
  void run('a', {}, again(false, 60_000));
  await settled();
  await fail('a');
  await time.pass(59_995);
  await traffic.lane(options({ service: 'another' })).run({ what: 'b' }, async () => 'b', never);
  void run('c', {}, never, 'cy');
  await time.pass(5);
  expect(started).toEqual(['a', 'c']);
  await time.pass(5);
  expect(started).toEqual(['a', 'c', 'a']);
});
