import { expect, test } from 'vitest';
import { listed } from './event-rows';
import type { DeviceEvent } from './model';

const event: DeviceEvent = {
  id: 'process-1-2',
  table: 'DeviceProcessEvents',
  signal: 'process',
  deviceId: 'd',
  timestamp: '2026-03-10T08:59:59.1234567Z',
  reportId: '2',
  huntIds: [],
  tools: [],
  excludedBy: [],
  columns: { FileName: 'a.exe', ProcessCommandLine: 'x'.repeat(8192), ReportId: '2', Active: null },
};

test('a list cuts what is longer than it shows, and nothing else', () => {
  expect(listed(event)).toBe(event);
  const long = { ...event, columns: { ...event.columns, ProcessCommandLine: 'x'.repeat(8193) } };
  expect(listed(long)).toEqual({ ...event, columns: { ...event.columns, ProcessCommandLine: `${'x'.repeat(8192)}…` } });
});
