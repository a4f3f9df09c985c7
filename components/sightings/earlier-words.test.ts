import { expect, test } from 'vitest';
import { earlierWords } from './earlier-words';

const window = { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-10T12:00:00.0000000Z' };
const lookbackFrom = '2026-02-03T12:00:00.0000000Z';

test.each([
  [null, lookbackFrom, null],
  ['2026-02-11T12:00:00.0000000Z', lookbackFrom, '22 d'],
  // Seen at the very start of the look-back, so it may have been there for longer.
  ['2026-02-04T11:00:00.0000000Z', lookbackFrom, '≥ 30 d'],
  ['2026-02-28T13:00:00.0000000Z', '2026-02-28T12:00:00.0000000Z', '≥ 5 d'],
])('earlier %s, looked back to %s: %s', (earlier, from, words) => {
  expect(earlierWords({ earlier }, { window, lookbackFrom: from })).toBe(words);
});
