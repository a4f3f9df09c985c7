import { expect, test } from 'vitest';
import { parseEventId, writeEventId } from './event-id';

test('an event has one address, exact to 100 ns and 64 bits', () => {
  const key = { signal: 'network', timestamp: '2026-03-10T08:59:59.1234567Z', reportId: '9223372036854775807' } as const;
  expect(parseEventId(writeEventId(key))).toEqual(key);
  expect(parseEventId('process-0--5')).toEqual({ signal: 'process', timestamp: '0001-01-01T00:00:00.0000000Z', reportId: '-5' });
  expect(parseEventId(writeEventId({ ...key, reportId: null }))).toEqual({ ...key, reportId: null });
});

test.each([
  '',
  'process',
  'process-1',
  'none-1-2',
  'process-1-2-3',
  'process-9999999999999999999-1',
  'process-1-x',
  'process-1-',
  '../1-2',
  'process-1-2\n',
])('%j is no address', (text) => {
  expect(parseEventId(text)).toBeUndefined();
});
