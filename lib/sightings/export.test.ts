import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { inert } from '@/lib/shared/csv';
import { signals } from '@/lib/tables/tables';
import { csvLines, type ExportTable, exportTable, xmlSafe } from './export';
import { aRow } from './fixtures';
import { defaultParams } from './params';
import { sightingsTable } from './sightings-table';

const at = (hour: number) => `2026-03-10T${String(hour).padStart(2, '0')}:00:00.1234567Z`;
const table = (value: string): ExportTable => ({ about: [['Window', 'a\nb']], header: ['Device', 'Count'], rows: [[value, -5]] });
const csv = (value: string) => parse([...csvLines(table(value))].join(''), { bom: true, relax_column_count: true }).slice(1);

test.each(['=1+1', '+1', '-2', '@SUM(A1)', ' =cmd', '\t=x', '\u200b=x', '\u202e=x', '＝1', '\r=1'])(
  '%j is no formula',
  (value) => {
    expect(inert(value)).toBe(`'${value}`);
    expect(csv(value)).toEqual([
      ['Device', 'Count'],
      [`'${value}`, '-5'],
    ]);
  },
);

test.each(['ws-1', 'a "b", c\r\nd', '<script>', "Robert'); DROP TABLE x;--", '../../etc/passwd', '# no comment'])(
  '%j survives as it is',
  (value) => {
    expect(csv(value)[1]?.[0]).toBe(value);
  },
);

test('what the file says of itself stays in the first cell of its own lines', () => {
  expect([...csvLines(table('x'))][1]).toBe('"# Window: a b"\r\n');
});

test('a sheet holds no character that XML cannot', () => {
  expect(xmlSafe('a\u0000b\u001b\ud800\ufffe\n')).toBe('a\u2400b\u241b\ufffd\ufffd\n');
});

test('each value stands under its own header, in the zone asked for', () => {
  const row = aRow({
    firstSeen: at(8),
    lastSeen: at(9),
    accounts: ['b', 'a'],
    workspaces: ['east', 'west'],
    isNew: true,
    count: 4,
    signals: [
      { signal: 'process', huntIds: ['h1'], firstSeen: at(8), lastSeen: at(9), count: 3, reportIds: ['9007199254740993'] },
      { signal: 'network', huntIds: ['h2'], firstSeen: at(8), lastSeen: at(9), count: 1, reportIds: ['7'] },
    ],
  });
  const exported = exportTable(
    {
      window: { from: at(1), to: at(20) },
      engine: 'embedded',
      asOf: at(21),
      newSince: at(7),
      notices: [{ kind: 'partial', message: 'half' }],
    },
    [row],
    { ...defaultParams, q: 'ws' },
    'Europe/Zurich',
  );
  expect(Object.fromEntries(exported.header.map((name, i) => [name, exported.rows[0]?.[i]]))).toMatchObject({
    Tool: 'AnyDesk',
    Device: 'ws-1',
    DeviceId: 'd1',
    'First seen (Europe/Zurich)': '2026-03-10 09:00:00.1234567',
    'Last seen (Europe/Zurich)': '2026-03-10 10:00:00.1234567',
    Events: 4,
    New: 'new',
    Verdict: 'unreviewed',
    Accounts: 'b; a',
    Signals: 'process; network',
    Hunts: 'h1; h2',
    Workspaces: 'east; west',
    ...Object.fromEntries(signals.map((signal) => [`ReportIds (${signal})`, ''])),
    'ReportIds (process)': '9007199254740993',
    'ReportIds (network)': '7',
  });
  expect(Object.fromEntries(exported.about)).toMatchObject({
    Engine: 'embedded',
    'New since': '2026-03-10 08:00:00.1234567 Europe/Zurich',
    Filters: 'q=ws',
    Notice: 'half',
  });
});

test('a cell that a sheet could not hold says how much of it is there', () => {
  const ids = Array.from({ length: 5000 }, (_, i) => String(1_000_000 + i));
  const part = { signal: 'process' as const, huntIds: [], firstSeen: at(8), lastSeen: at(8), count: 1, reportIds: ids };
  const { header, rows } = sightingsTable([aRow({ signals: [part] })], 'UTC');
  expect(header).not.toContain('Workspaces');
  const cell = String(rows[0]?.[header.indexOf('ReportIds (process)')]);
  expect(cell.length).toBeLessThanOrEqual(32_767);
  expect(cell).toMatch(/; … \(\d+ of 5000; all are in the JSON export\)$/);
});
