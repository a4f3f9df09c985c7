import { expect, test } from 'vitest';
import type { ImportResult } from '@/lib/engines/model';
import type { StatusReport } from '@/lib/status/model';
import { importedWindow } from './imported-window';

const asOf = '2026-03-10T09:00:00.0000000Z';

function table(name: string, firstEvent: string | null, lastEvent: string | null, hunts = 3): StatusReport['tables'][number] {
  return {
    name,
    present: true,
    timeColumn: 'Timestamp',
    within: null,
    rows: '1',
    firstEvent,
    lastEvent,
    fault: null,
    hunts,
    connectors: [],
    lagSeconds: null,
  };
}

function into(...names: string[]): ImportResult {
  const tables = names.map((name) => ({ table: name, rowsNew: 1, rowsAlreadyThere: 0, unknownColumns: [], missingColumns: [] }));
  return { format: 'CSV', tables, rowsSetAside: 0, setAside: [], setAsideFile: null, notes: [] };
}

const old = table('DeviceProcessEvents', '2026-01-01T00:00:00.0000000Z', '2026-02-01T00:00:00.1234567Z');
const older = table('DeviceNetworkEvents', '2025-12-01T00:00:00.0000000Z', '2025-12-31T00:00:00.0000000Z');
const recent = table('DeviceProcessEvents', '2026-01-01T00:00:00.0000000Z', '2026-03-09T00:00:00.0000000Z');
const info = table('DeviceInfo', '2020-01-01T00:00:00.0000000Z', '2026-03-10T08:00:00.0000000Z', 0);

test('old telemetry is looked at from its first to its newest event, over all tables filled', () => {
  expect(importedWindow(into('DeviceProcessEvents', 'DeviceNetworkEvents'), { asOf, tables: [old, older] })).toEqual({
    from: '2025-12-01T00:00:00.0000000Z',
    to: '2026-02-01T00:00:00.1234567Z',
  });
});

test('the usual window does where the newest event lies in it', () => {
  expect(importedWindow(into('DeviceProcessEvents'), { asOf, tables: [recent] })).toBeNull();
});

test('tables that were not filled or that no hunt reads do not count', () => {
  const report = { asOf, tables: [old, older, info] };
  expect(importedWindow(into('DeviceProcessEvents', 'DeviceInfo'), report)?.from).toBe('2026-01-01T00:00:00.0000000Z');
  expect(importedWindow(into('DeviceInfo'), report)).toBeNull();
  expect(importedWindow(into(), report)).toBeNull();
});

test('telemetry of the future has its own window too', () => {
  const ahead = table('DeviceProcessEvents', '2026-05-01T00:00:00.0000000Z', '2026-05-02T00:00:00.0000000Z');
  expect(importedWindow(into('DeviceProcessEvents'), { asOf, tables: [ahead] })?.to).toBe('2026-05-02T00:00:00.0000000Z');
});
