import { expect, test } from 'vitest';
import { afterTry, MOST_TRIES, OLDEST, readRetryAfter } from './backoff';

const passing = { reason: 'It answered 500.', mayPass: true, retryAfter: null };

test('the wait doubles from a minute to two hours, spread by chance, until the tenth try', () => {
  const wait = (tries: number, chance = 0) => afterTry(passing, { tries, age: 0, chance });
  const waits = Array.from({ length: MOST_TRIES - 1 }, (_, i) => wait(i + 1));
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 120, 120].map((minutes) => ({ wait: minutes * 60_000 })));
  expect(wait(1, 0.99)).toEqual({ wait: 89_700 });
  expect(wait(MOST_TRIES)).toEqual({ failed: 'It answered 500. It was tried 10 times.' });
});

test('Retry-After is kept where it asks for more, and a message that would be a day old is given up', () => {
  const after = (retryAfter: number, age = 0) => afterTry({ ...passing, retryAfter }, { tries: 1, age, chance: 0 });
  expect(after(1000)).toEqual({ wait: 60_000 });
  expect(after(600_000)).toEqual({ wait: 600_000 });
  expect(after(OLDEST + 1)).toEqual({ failed: expect.stringMatching(/older than a day/) });
  expect(after(0, OLDEST - 1)).toEqual({ failed: expect.stringMatching(/older than a day/) });
});

test('what cannot pass is not tried again', () => {
  expect(afterTry({ ...passing, mayPass: false }, { tries: 1, age: 0, chance: 0 })).toEqual({ failed: 'It answered 500.' });
});

test.each([
  ['120', 120_000],
  ['Tue, 10 Mar 2026 12:01:00 GMT', 60_000],
  ['Tue, 10 Mar 2026 11:00:00 GMT', 0],
  ['soon', null],
  [undefined, null],
])('Retry-After: %s is %s ms', (header, ms) => {
  expect(readRetryAfter(header, Date.UTC(2026, 2, 10, 12))).toBe(ms);
});
