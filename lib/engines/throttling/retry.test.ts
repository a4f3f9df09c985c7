import { afterEach, expect, test, vi } from 'vitest';
import { inWords } from './patience';
import { backoff, waitBefore } from './retry';
import { retryAfter } from './retry-after';

afterEach(() => vi.restoreAllMocks());

test('waits double from 1 s to 64 s, a quarter of each by chance', () => {
  expect([1, 2, 3, 7, 8, 40].map((tries) => backoff(tries, 1))).toEqual([1000, 2000, 4000, 64_000, 64_000, 64_000]);
  expect(backoff(2, 0)).toBe(1500);
});

test('the service’s own time is kept, unless it is as good as none', () => {
  expect([7000, 1000, undefined, 0, 900].map((after) => waitBefore(after, 1, 0))).toEqual([7000, 1000, 750, 750, 900]);
  expect([0, 900, 'at-once' as const].map((after) => waitBefore(after, 5, 1))).toEqual([16_000, 16_000, 0]);
});

test.each([
  [{ 'Retry-After': '7' }, 7000],
  [{ 'Retry-After': ' 0 ' }, 0],
  [{ 'retry-after-ms': '250', 'Retry-After': '7' }, 250],
  [{ 'x-ms-retry-after-ms': '1500' }, 1500],
  [{ 'Retry-After': 'Tue, 10 Mar 2026 09:00:30 GMT', Date: 'Tue, 10 Mar 2026 09:00:00 GMT' }, 30_000],
  [{ 'Retry-After': 'Tue, 10 Mar 2026 08:00:00 GMT', Date: 'Tue, 10 Mar 2026 09:00:00 GMT' }, 0],
  [{}, undefined],
  [{ 'Retry-After': '' }, undefined],
  [{ 'Retry-After': 'soon' }, undefined],
  [{ 'Retry-After': '-5' }, undefined],
  [{ 'Retry-After': '2026' }, 2_026_000],
  [{ 'retry-after-ms': 'x', 'Retry-After': '3' }, 3000],
])('%j is a wait of %s ms', (headers, ms) => {
  expect(retryAfter(new Headers(headers))).toBe(ms);
});

test('a date without the answer’s own counts from the clock', () => {
  vi.stubEnv('NOW', '2026-03-10T09:00:00Z');
  expect(retryAfter(new Headers({ 'Retry-After': 'Tue, 10 Mar 2026 09:01:00 GMT' }))).toBe(60_000);
  vi.unstubAllEnvs();
});

test('waits in words', () => {
  expect([1, 1001, 89_000, 91_000, 900_000, 5_400_001].map(inWords)).toEqual([
    '1 second',
    '2 seconds',
    '89 seconds',
    '2 minutes',
    '15 minutes',
    '2 hours',
  ]);
});
