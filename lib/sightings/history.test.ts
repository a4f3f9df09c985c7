import { expect, test } from 'vitest';
import { everOf, noHistory, reachesBefore } from '@/lib/history/ever';
import { historyOf, lookbackFrom } from './history';

const table = (firstEvent?: string) => ({
  name: 'DeviceProcessEvents',
  present: true,
  timeColumn: 'Timestamp' as const,
  ...(firstEvent !== undefined && { firstEvent }),
});
const [first, oldest] = ['2026-01-01T00:00:00.0000000Z', '2026-02-08T12:00:00.0000000Z'];

test('the events of a signal begin with its first, or with the oldest that the engine keeps', () => {
  expect(historyOf({ tables: [table(first)] }, null)).toEqual({ process: first });
  expect(historyOf({ tables: [table()] }, oldest)).toEqual({ process: oldest });
  expect(historyOf({ tables: [table(first)] }, oldest)).toEqual({ process: oldest });
  expect(historyOf({ tables: [table()] }, null)).toEqual({});
});

test('where the window is all that the engine keeps, nothing is known from before it', () => {
  const history = historyOf({ tables: [table()] }, oldest);
  const whole = { from: oldest, to: '2026-03-10T12:00:00.0000000Z' };
  const isKnown = (window: typeof whole) => reachesBefore(everOf(noHistory, lookbackFrom({ window, history })), window);
  expect(isKnown(whole)).toBe(false);
  expect(isKnown({ ...whole, from: '2026-02-08T12:01:00.0000000Z' }), 'a minute says nothing').toBe(false);
  expect(isKnown({ ...whole, from: '2026-02-09T12:00:00.0000000Z' })).toBe(true);
});
