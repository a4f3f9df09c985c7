import { expect, test } from 'vitest';
import { aHunt } from '@/lib/hunts/fixtures';
import type { Hunt } from '@/lib/hunts/model';
import { readRows } from '@/lib/query/rows';
import { longestGap } from '@/lib/shared/longest-gap';
import type { Signal } from '@/lib/tables/tables';
import { mergeTables, type SweepRow, sweepRow, type TableAnswer } from './merge';

const plain = {
  DeviceId: 'd1',
  DeviceName: 'ws-1',
  Hunts: 'h0,',
  FirstSeen: '2026-03-10T08:00:00.0000000Z',
  LastSeen: '2026-03-10T09:00:00.0000000Z',
  Count: '1',
  Activity: '["0:1"]',
};
const row = (values: Partial<SweepRow>): SweepRow => ({ ...sweepRow.parse(plain), ...values });

const hunts = new Map([
  ['h0', aHunt('AnyDesk', 'process', 'a')],
  ['h1', aHunt('AnyDesk', 'process', 'b')],
  ['h2', aHunt('RealVNC', 'process', 'c')],
]);

/** Exclusion `x0` is of every tool, `x1` of AnyDesk. */
const takenBy = (labels: string, slug: string) =>
  labels.split(',').filter((label) => label === 'x0' || (label === 'x1' && slug === 'anydesk'));
const sweepOf = (signal: Signal, hunts: Map<string, Hunt>): TableAnswer['sweep'] => ({
  signal,
  takenBy,
  huntsOf: (labels) => labels.split(',').flatMap((label) => hunts.get(label) ?? []),
});
const processes = sweepOf('process', hunts);

test('an event that two hunts of a tool match counts once for the tool, once for each tool that matches', async () => {
  const rows = [row({ Hunts: 'h0,', Count: 2 }), row({ Hunts: 'h0,h1,', Count: 3 }), row({ Hunts: 'h1,h2,', Count: 5 })];
  const merged = await mergeTables([{ sweep: processes, rows, earlier: [] }]);
  expect(merged.map((s) => [s.tool, s.parts[0]?.count, s.parts[0]?.huntIds])).toEqual([
    ['AnyDesk', 10, ['a', 'b']],
    ['RealVNC', 5, ['c']],
  ]);
});

test('the extremes, accounts, workspaces and busy buckets of all rows go in; the newest name stands', async () => {
  const rows = [
    row({ Account: 'CORP\\ann', Workspace: 'west', Activity: ['0:1', '7:2'] }),
    row({
      Account: 'CORP\\bob',
      DeviceName: 'ws-1.corp.example',
      FirstSeen: '2026-03-09T00:00:00.0000001Z',
      LastSeen: '2026-03-10T09:00:00.0000001Z',
    }),
    row({ Account: 'CORP\\ann', Workspace: 'east', DeviceName: 'old', LastSeen: '2026-03-10T08:30:00.0000000Z' }),
  ];
  const [merged] = await mergeTables([{ sweep: processes, rows, earlier: [] }]);
  expect(merged?.deviceName).toBe('ws-1.corp.example');
  expect(merged?.parts[0]).toMatchObject({
    firstSeen: '2026-03-09T00:00:00.0000001Z',
    lastSeen: '2026-03-10T09:00:00.0000001Z',
    accounts: ['CORP\\ann', 'CORP\\bob'],
    workspaces: ['east', 'west'],
    activity: [
      [0, 1],
      [7, 2],
      [0, 1],
      [0, 1],
    ],
  });
});

test('signals are parts of one sighting, and what was there before is known by tool and device', async () => {
  const network = new Map([['h5', aHunt('AnyDesk', 'network', 'n')]]);
  const at = (hour: string) => ({ DeviceId: 'd2', Hunts: 'h1,', Earliest: `2026-02-10T${hour}:00:00.0000000Z` });
  const merged = await mergeTables([
    { sweep: processes, rows: [row({}), row({ DeviceId: 'd2' })], earlier: [at('08'), at('07')] },
    { sweep: sweepOf('network', network), rows: [row({ Hunts: 'h5,' })], earlier: [] },
  ]);
  expect(merged.map((s) => [s.deviceId, s.parts.map((p) => [p.signal, p.earlier])])).toEqual([
    [
      'd1',
      [
        ['process', null],
        ['network', null],
      ],
    ],
    // The earliest, in whatever order the rows come.
    ['d2', [['process', at('07').Earliest]]],
  ]);
});

test('accounts and hunts stand in one order, whatever that of the rows; so does the name of two at one instant', async () => {
  const rows = ['c', 'a', 'b'].map((name) => row({ Account: name, DeviceName: name, Hunts: name === 'c' ? 'h1,' : 'h0,' }));
  for (const given of [rows, rows.toReversed()]) {
    const [merged] = await mergeTables([{ sweep: processes, rows: given, earlier: [] }]);
    expect(merged?.parts[0]).toMatchObject({ accounts: ['a', 'b', 'c'], huntIds: ['a', 'b'] });
    expect(merged?.deviceName).toBe('c');
  }
});

test('what exclusions take out is kept apart, for each tool by those that are of it', async () => {
  const rows = [
    row({ Hunts: 'h0,', Count: 2 }),
    row({ Hunts: 'h0,h2,', ExcludedBy: 'x1,', Count: 3, LastSeen: '2026-03-10T09:30:00.0000000Z' }),
    row({ Hunts: 'h2,', ExcludedBy: 'x0,x1,', Count: 5 }),
  ];
  const merged = await mergeTables([{ sweep: processes, rows, earlier: [] }]);
  expect(merged.map(({ tool, parts, excludedParts }) => [tool, parts[0]?.count, excludedParts[0]?.count])).toEqual([
    ['AnyDesk', 2, 3],
    ['RealVNC', 3, 5],
  ]);
  expect(merged.map(({ exclusions }) => exclusions)).toEqual([
    { x1: { events: 3, lastMatch: '2026-03-10T09:30:00.0000000Z' } },
    { x0: { events: 5, lastMatch: '2026-03-10T09:00:00.0000000Z' } },
  ]);
});

test('a large answer is read and merged whole, and the server answers others meanwhile', async () => {
  const devices = 20_000;
  const columns = Object.keys(plain).map((name) => ({ name, type: 'string' as const }));
  const cells = (i: number) => Object.values({ ...plain, DeviceId: `d${i % devices}`, Hunts: i % 2 === 0 ? 'h0,' : 'h1,h2,' });
  const result = { columns, rows: Array.from({ length: 2 * devices + 1 }, (_, i) => cells(i)), partial: [], cut: false };
  const began = performance.now();
  const [gap, merged] = await longestGap(async () => {
    const rows = await readRows(result, sweepRow);
    return mergeTables([{ sweep: processes, rows, earlier: rows.map((one) => ({ ...one, Earliest: one.FirstSeen })) }]);
  });
  expect(gap).toBeLessThan((performance.now() - began) / 4);
  expect(merged.map(({ parts: [part] }) => part?.count ?? 0).reduce((a, b) => a + b)).toBe(3 * devices + 1);
});
