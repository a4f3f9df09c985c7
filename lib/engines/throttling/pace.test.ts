import { expect, test } from 'vitest';
import { settled } from './fake-time';
import { again, never, options, RATE, scene } from './fixtures';

test('a service’s rate holds up all callers, who then take turns; each sees which limit and for how long', async () => {
  const { time, throttling, run, end, started, states } = scene({
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
  expect(throttling.pendingOf('ada').map(({ limit, resumesIn }) => [limit, resumesIn])).toEqual([
    [null, null],
    [null, null],
    [null, null],
    [RATE, 40_000],
    [RATE, 50_000],
  ]);
  expect(throttling.pendingOf('bob')).toMatchObject([{ state: 'waiting', limit: RATE, resumesIn: 50_000 }]);
  for (const what of ['a1', 'a2', 'a3']) await end(what);
  await time.pass(39_999);
  expect(started).toHaveLength(3);
  await time.pass(1);
  expect(started).toEqual(['a1', 'a2', 'a3', 'a4']);
  await time.pass(10_000);
  expect(started).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'a5']);
});

test('calls that are slow on their way do not arrive beside the next ones', async () => {
  const per = 60_000;
  const { time, throttling } = scene();
  const arrivals: number[] = [];
  const caller = throttling.caller(options({ atOnce: 100, rate: { calls: 45, per, words: RATE, of: 'tenant' } }));
  // Every fourth waits for its token for up to 2 s, then the answer comes at once.
  const delayOf = (i: number) => (i < 45 && i % 4 === 0 ? 2000 - i * 10 : 20);
  const all = Array.from({ length: 120 }, (_, i) =>
    caller.run(
      { what: `${i}` },
      () =>
        new Promise<void>((resolve) => {
          time.after(delayOf(i), () => {
            arrivals.push(time.now());
            resolve();
          });
        }),
      (error) => ({ kind: 'give-up', error }),
    ),
  );
  await time.pass(4 * per);
  await Promise.all(all);
  const most = Math.max(...arrivals.map((from) => arrivals.filter((at) => at >= from && at < from + per).length));
  expect([arrivals.length, most]).toEqual([120, 45]);
});

test('a refusal holds up all whom the service counts together, and nobody else', async () => {
  const { time, throttling, run, fail, started, states } = scene({ atOnce: 1 });
  void run('a', {}, again(true, 7000));
  void run('b', {}, again(true, 7000), 'bob');
  await settled();
  await fail('a');
  void run('c', {}, never, 'cy');
  void throttling.caller(options({ rate: { calls: 9, per: 1000, words: '', of: 'another' } })).run(
    { what: 'd' },
    async () => started.push('d'),
    () => ({ kind: 'give-up', error: 0 }),
  );
  await settled();
  expect(started).toEqual(['a', 'b', 'd']);
  expect(states('bob')).toEqual([['b', 'running', null]]);
  expect(throttling.pendingOf('cy')).toMatchObject([{ state: 'waiting', limit: 'Too many.', resumesIn: 7000 }]);
  await time.pass(2000);
  await fail('b');
  await time.pass(6999);
  expect(started).toHaveLength(3);
  expect(throttling.pendingOf('cy')).toMatchObject([{ resumesIn: 1 }]);
  await time.pass(1);
  expect(started.slice(3).sort()).toEqual(['a', 'b', 'c']);
});

test('a call that failed alone waits without a place, longer from try to try', async () => {
  const { time, throttling, run, fail, end, started } = scene({ atOnce: 1 });
  const answer = run('a', {}, again(false));
  await settled();
  await fail('a');
  expect(throttling.pendingOf('ada')).toMatchObject([{ state: 'waiting', limit: 'Too many.', resumesIn: 1000 }]);
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

test('a caller that left before its turn costs no rate', async () => {
  const { run, started } = scene({ rate: { calls: 2, per: 60_000, words: RATE, of: 'tenant' } });
  for (const what of ['a', 'b', 'c'])
    await expect(run(what, { signal: AbortSignal.abort() })).rejects.toMatchObject({ kind: 'cancelled' });
  void run('d');
  void run('e');
  await settled();
  expect(started).toEqual(['d', 'e']);
});

test('when all leave together, the calls in the queue cost no rate', async () => {
  const rate = { calls: 3, per: 60_000, words: RATE, of: 'tenant' };
  const { throttling, run, started } = scene({ rate });
  const controller = new AbortController();
  const { signal } = controller;
  const running = () => new Promise<string>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
  const all = Array.from({ length: 4 }, () =>
    throttling.caller(options({ rate })).run({ what: 'piece', signal }, running, never),
  );
  await settled();
  controller.abort();
  for (const left of all) await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  void run('a');
  await settled();
  expect(started).toEqual(['a']);
});

test('a service that refuses and asks to be asked at once is asked ever more slowly', async () => {
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

test('waits for a pause and for a next try end as soon as the caller leaves', async () => {
  const { time, run, fail, throttling } = scene();
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
  expect(throttling.pendingOf('ada')).toEqual([]);
  expect(time.pending).toBe(0);
});
