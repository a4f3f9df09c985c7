import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { inert } from '@/lib/shared/csv';
import { signals } from '@/lib/tables/tables';
import { csvLines, type ExportTable, exportTable } from './export';
import { aRow } from './fixtures';
import { defaultParams } from './params';
import { headerFilter, sightingsSheet, xmlSafe } from './sheet';
import { sightingsTable } from './sightings-table';

const at = (hour: number) => `2026-03-10T${String(hour).padStart(2, '0')}:00:00.1234567Z`;
const table = (value: string): ExportTable => ({ about: [['Window', 'a\nb']], header: ['Device', 'Count'], rows: [[value, -5]] });
const csv = (value: string) => parse([...csvLines(table(value))].join(''), { bom: true, relax_column_count: true }).slice(1);

test.each([
  ...['=1+1', '+1', '-2', '@SUM(A1)', ' =cmd', '\u200b=x', '\u202e=x', '＝1'].map((value) => [value, `'${value}`]),
  ['\t=x', "'\t'=x"],
  ['\r=1', "'\r'=1"],
  ['a; =1; b', "a;' =1; b"],
  ['a; b; -', "a; b;' -"],
  ["Robert'); DROP TABLE x;--", "Robert'); DROP TABLE x;'--"],
])('%j is no formula', (value, guarded) => {
  expect(inert(value)).toBe(guarded);
  expect(csv(value)).toEqual([
    ['Device', 'Count'],
    [guarded, '-5'],
  ]);
});

test.each(['ws-1', 'a "b", c\r\nd', '<script>', '../../etc/passwd', '# no comment'])('%j survives as it is', (value) => {
  expect(csv(value)[1]?.[0]).toBe(value);
});

test('what the file says of itself stays in the first cell of its own lines', () => {
  expect([...csvLines(table('x'))][1]).toBe('"# Window: a b"\r\n');
});

test('a sheet has times as times of the zone, wide columns and a filter over all of them', () => {
  const { data, columns } = sightingsSheet([aRow({ firstSeen: at(8) })], 'Europe/Zurich', (id) => id);
  const header = data[0]?.map(({ value }) => value) ?? [];
  const cell = data[1]?.[header.indexOf('First seen (Europe/Zurich)')];
  expect(cell).toEqual({ value: new Date('2026-03-10T09:00:00.123Z'), type: Date, format: 'yyyy-mm-dd hh:mm:ss.000' });
  expect(columns.every(({ width }) => width >= 10)).toBe(true);
  const transform = headerFilter(3, 28).files.transform['xl/worksheets/sheet{id}.xml'].transform;
  const filtered = (sheetIndex: number) => transform('<sheetData></sheetData>', {}, { sheetIndex });
  expect(filtered(0)).toBe('<sheetData></sheetData><autoFilter ref="A1:AB3"/>');
  expect(filtered(1)).toBe('<sheetData></sheetData>');
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
    isQuiet: false,
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
    (id) => `hunt ${id}`,
    [{ id: 'x', name: 'Help desk', tool: null, reason: 'known', owner: 'Ann', expiresAt: at(22) }],
  );
  expect(Object.fromEntries(exported.header.map((name, i) => [name, exported.rows[0]?.[i]]))).toMatchObject({
    Tool: 'AnyDesk',
    Device: 'ws-1',
    DeviceId: 'd1',
    'First seen (Europe/Zurich)': '2026-03-10 09:00:00.1234567',
    'Last seen (Europe/Zurich)': '2026-03-10 10:00:00.1234567',
    Events: 4,
    New: 'new',
    Verdict: 'Unreviewed',
    Accounts: 'b | a',
    Signals: 'process | network',
    Hunts: 'hunt h1 | hunt h2',
    Workspaces: 'east | west',
    ...Object.fromEntries(signals.map((signal) => [`ReportIds (${signal})`, ''])),
    'ReportIds (process)': '9007199254740993',
    'ReportIds (network)': '7',
  });
  expect(Object.fromEntries(exported.about)).toMatchObject({
    Engine: 'embedded',
    'New since': '2026-03-10 08:00:00.1234567 Europe/Zurich',
    Filters: 'q=ws',
    Notice: 'half',
    Exclusion: 'Help desk (every tool), until 2026-03-10 23:00:00.1234567 Europe/Zurich, of Ann: known',
  });
  expect(exported.header).not.toContain('Excluded events');
  const partly = sightingsTable([aRow({ excluded: { events: 7, exclusions: ['x'], whole: false } })], 'UTC', (id) => id);
  expect(partly.rows[0]?.[partly.header.indexOf('Excluded events')]).toBe(7);
});

test('a cell that a sheet could not hold says how much of it is there', () => {
  const ids = Array.from({ length: 5000 }, (_, i) => String(1_000_000 + i));
  const part = { signal: 'process' as const, huntIds: [], firstSeen: at(8), lastSeen: at(8), count: 1, reportIds: ids };
  const { header, rows } = sightingsTable([aRow({ signals: [part] })], 'UTC', (id) => id);
  expect(header).not.toContain('Workspaces');
  const cell = String(rows[0]?.[header.indexOf('ReportIds (process)')]);
  expect(cell.length).toBeLessThanOrEqual(32_767);
  expect(cell).toMatch(/ \| … \(\d+ of 5000; all are in the JSON export\)$/);
});

test.each(['a;=cmd|x', 'a; =1', 'a;"=1', 'a\n=1', 'a\r\n+1', 'a\t@x', 'a;-1;-2', ';=1', 'a;＝1', '\r=1'])(
  '%j is no formula where a spreadsheet divides by semicolons and takes no quotes for quotes',
  (value) => {
    const text = [...csvLines({ about: [['Filters', value]], header: [value, value], rows: [[value, value]] })].join('');
    const cells = text.split(/[;\t\r\n]/).map((cell) => cell.replace(/^[\s"\uFEFF]+/, ''));
    expect(cells.filter((cell) => /^[=+\-@＝]/.test(cell))).toEqual([]);
  },
);
