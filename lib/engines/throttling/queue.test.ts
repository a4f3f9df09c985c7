import { expect, test } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import { settled } from './fake-time';
import { again, never, options, RATE, scene, WORDS } from './fixtures';

test('two calls run at once, the others wait and see their place', async () => {
  const { throttling, run, end, started, states } = scene();
  const answers = ['a', 'b', 'c', 'd'].map((what) => run(what));
  await settled();
  expect(states()).toEqual([
    ['a', 'running', null],
    ['b', 'running', null],
    ['c', 'queued', 1],
    ['d', 'queued', 2],
  ]);
  expect(throttling.pendingOf('ada')[3]).toMatchObject({ limit: WORDS, resumesIn: null });
  expect(throttling.pendingOf('bob')).toEqual([]);
  const ids = new Map(throttling.pendingOf('ada').map(({ what, id }) => [what, id]));
  await end('b');
  expect(states()).toEqual([
    ['a', 'running', null],
    ['c', 'running', null],
    ['d', 'queued', 1],
  ]);
  for (const { what, id } of throttling.pendingOf('ada')) expect(id).toBe(ids.get(what));
  for (const what of ['a', 'c', 'd']) await end(what);
  expect(await Promise.all(answers)).toEqual(['a', 'b', 'c', 'd']);
  expect(started).toEqual(['a', 'b', 'c', 'd']);
  expect(throttling.pendingOf('ada')).toEqual([]);
});

test('each person has a queue for each service', async () => {
  const { throttling, run, started, states } = scene();
  for (const what of ['a', 'b', 'c']) void run(what);
  void run('d', {}, never, 'bob');
  void throttling.caller(options({ service: 'another' })).run(
    { what: 'e' },
    async () => started.push('e'),
    () => ({ kind: 'give-up', error: 0 }),
  );
  await settled();
  expect(started).toEqual(['a', 'b', 'd', 'e']);
  expect(states('bob')).toEqual([['d', 'running', null]]);
});

test('a caller that gives up in the queue is gone at once; one that gives up while running frees the place when the call ends', async () => {
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

test('an event that somebody opens passes the pieces of a large question, which leave one place free', async () => {
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

test('a failure counts as cancelled once the caller has left', async () => {
  const { throttling } = scene();
  const controller = new AbortController();
  const outcome = throttling.caller(options()).run(
    { what: 'a', signal: controller.signal },
    (signal) => new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(new Error('aborted')))),
    (error) => ({ kind: 'give-up', error }),
  );
  await settled();
  controller.abort();
  await expect(outcome).rejects.toBeInstanceOf(Fault);
});

test('a failure may stand for an answer; giving up throws its error as it is', async () => {
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

test('how a split question stands is read at each look', async () => {
  const { throttling, run } = scene();
  const pieces = { done: 0, of: 2 };
  void run('a', { pieces: () => ({ ...pieces }) });
  await settled();
  pieces.done = 1;
  expect(throttling.pendingOf('ada')[0]?.pieces).toEqual({ done: 1, of: 2 });
});

test('a service that nobody calls is forgotten, one that a call waits for is not', async () => {
  const { time, throttling, run, end, fail, started } = scene({ rate: { calls: 1, per: 10, words: RATE, of: 'tenant' } });
  void run('a', {}, again(false, 60_000));
  await settled();
  await fail('a');
  await time.pass(59_995);
  await throttling.caller(options({ service: 'another' })).run({ what: 'b' }, async () => 'b', never);
  void run('c', {}, never, 'cy');
  await settled();
  await end('c');
  await time.pass(5);
  expect(started).toEqual(['a', 'c']);
  await time.pass(5);
  expect(started).toEqual(['a', 'c', 'a']);
});
