import { expect, test } from 'vitest';
import { formatTicks } from '@/lib/shared/time';
import { axisEnd, axisOf } from './axis';
import { pageCursor, readCursor, writeCursor } from './cursor';
import { parseEventId, writeEventId } from './event-id';

test('an event has one address, exact to 100 ns and 64 bits', () => {
  const key = { signal: 'network', timestamp: '2026-03-10T08:59:59.1234567Z', reportId: '9223372036854775807' } as const;
  expect(parseEventId(writeEventId(key))).toEqual(key);
  expect(parseEventId('process-0--5')).toEqual({ signal: 'process', timestamp: '0001-01-01T00:00:00.0000000Z', reportId: '-5' });
});

test.each([
  '',
  'process',
  'process-1',
  'file-1-2',
  'process-1-2-3',
  'process-9999999999999999999-1',
  'process-1-x',
  '../1-2',
  'process-1-2\n',
])('%j is no address', (text) => {
  expect(parseEventId(text)).toBeUndefined();
});

test('a cursor carries its window; what is none is refused', () => {
  const cursor = { from: '2026-03-10T08:59:59.1234567Z', to: '2026-03-11T00:00:00.0000000Z', offset: 100 };
  expect(readCursor(pageCursor, writeCursor(cursor))).toEqual(cursor);
  const forged = [{ ...cursor, offset: -1 }, { ...cursor, from: "x' or 1" }, { offset: 1 }, null, 5].map((v) =>
    Buffer.from(JSON.stringify(v)).toString('base64url'),
  );
  for (const text of ['', '!', 'AAAA', ...forged]) expect(readCursor(pageCursor, text)).toBeUndefined();
});

test('an axis covers its window in whole steps', () => {
  const axis = axisOf({ from: '2026-03-05T08:30:00.0000000Z', to: '2026-03-10T08:30:00.0000000Z' });
  expect(axis).toEqual({ from: '2026-03-05T08:00:00.0000000Z', step: '1h', buckets: 121 });
  expect(formatTicks(axisEnd(axis))).toBe('2026-03-10T09:00:00.0000000Z');
});
