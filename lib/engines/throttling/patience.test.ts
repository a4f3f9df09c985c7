import { expect, test } from 'vitest';
import { settled } from './fake-time';
import { again, never, RATE, scene } from './fixtures';

test('when patience ends, the fault names the limit', async () => {
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

test('a limit that outlasts patience is told at once, to the caller and to those who come later', async () => {
  const { time, run, fail, throttling } = scene();
  const outcome = run('a', {}, again(true, 15 * 60_000)).catch((error: unknown) => error);
  await settled();
  await fail('a');
  expect(await outcome).toMatchObject({ kind: 'unavailable', message: 'Too many. It goes on in 15 minutes: ask again then.' });
  const later = Array.from({ length: 9 }, (_, i) => run(`b${i}`));
  for (const answer of later) await expect(answer).rejects.toMatchObject({ kind: 'unavailable' });
  expect(throttling.pendingOf('ada')).toEqual([]);
  await time.pass(11 * 60_000);
  const patient = run('c');
  await time.pass(0);
  expect(throttling.pendingOf('ada')).toMatchObject([{ what: 'c', state: 'waiting', resumesIn: 4 * 60_000 }]);
  patient.catch(() => undefined);
});

test('time in the caller’s own queue costs no patience, time at a limit does', async () => {
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
  await time.pass(40_000);
  expect(started).toEqual(['a', 'b', 'd', 'c']);
  for (const what of ['c', 'd']) await end(what);
  expect(await Promise.all([first, second, third, fourth])).toEqual(['a', 'b', 'c', 'd']);
});

test('the time of a call costs no patience, all waits together do', async () => {
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

test('waits for a pause add up, and time in the caller’s own queue between them does not', async () => {
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
