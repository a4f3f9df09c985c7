import { expect, test } from 'vitest';
import { everOf } from './ever';

const day = (text: string) => `${text}T00:00:00.0000000Z`;
const lookbackFrom = day('2026-02-01');

test('“first ever” reaches as far as the history, or the look-back where there is none or it began later', () => {
  const reach = { from: day('2025-06-01'), to: day('2026-03-10') };
  const gaps = [
    { from: day('2025-07-01'), to: day('2025-07-03') },
    { from: day('2026-02-20'), to: day('2026-02-21') },
  ];
  expect(everOf({ reach, gaps }, lookbackFrom), 'a gap within the look-back is none: the engine was asked').toEqual({
    from: reach.from,
    gaps: 1,
    inHistory: true,
  });
  expect(everOf({ reach: { ...reach, from: day('2026-02-10') }, gaps }, lookbackFrom)).toEqual({
    from: lookbackFrom,
    gaps: 0,
    inHistory: true,
  });
  expect(everOf({ reach: null, gaps: [] }, lookbackFrom)).toEqual({ from: lookbackFrom, gaps: 0, inHistory: false });
});
