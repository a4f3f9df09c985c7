import { expect, test } from 'vitest';
import { formatTicks } from '@/lib/shared/time';
import { parseInterval } from './interval';

const NOW = '2026-03-10T12:00:00.0000000Z';
const read = (text: string) => {
  const interval = parseInterval(text, NOW);
  return interval && `${formatTicks(interval.from)} ${formatTicks(interval.to)}`;
};

test.each([
  ['P1D', '2026-03-09T12:00:00.0000000Z 2026-03-10T12:00:00.0000000Z'],
  ['P1W', '2026-03-03T12:00:00.0000000Z 2026-03-10T12:00:00.0000000Z'],
  ['P1Y2M', '2025-01-09T12:00:00.0000000Z 2026-03-10T12:00:00.0000000Z'],
  ['PT1H2M3.0000004S', '2026-03-10T10:57:56.9999996Z 2026-03-10T12:00:00.0000000Z'],
  ['2026-03-01', '2026-03-01T00:00:00.0000000Z 2026-03-10T12:00:00.0000000Z'],
  ['1970-01-01T00:00:00.000Z/9999-12-31T23:59:59.999Z', '1970-01-01T00:00:00.0000000Z 9999-12-31T23:59:59.9990000Z'],
])('%s is read as %s', (text, interval) => expect(read(text)).toBe(interval));

test.each(['', 'P', 'PT', 'P1DT', '1d', 'P1D/P1D', 'P1D/', '/P1D', 'a/b', '2026-03-01/2026-03-02/2026-03-03', '2026-02-30'])(
  '“%s” is not an interval',
  (text) => expect(parseInterval(text, NOW)).toBeUndefined(),
);
