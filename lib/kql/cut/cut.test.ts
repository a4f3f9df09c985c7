import { beforeAll, expect, test } from 'vitest';
import { addTicks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { Database, NOW } from '../cases/database';
import { fillEvents } from '../cases/events';
import { fusableHunts, identityHunts, loneHunts, seed, uncutHunts } from '../cases/hunts';
import { kqlString } from '../quote';
import { schemaOf, type TableSchema, tableSchemas } from '../schemas';
import { cutHunt } from './cut';
import { LABELLED, labelledSource, labellingOf, labelsKql, onLabelled, unlabelled } from './fuse';
import { type TextTest, takesMany, testsKql } from './text-tests';

const DAY = 864_000_000_000n;
const HOUR = DAY / 24n;
/** A window whose ends lie on events; other events are 100 ns before and after the ends. */
const edges: Window = { from: addTicks(NOW, -20n * HOUR), to: addTicks(NOW, -4n * HOUR) };
const windows: Window[] = [
  edges,
  { from: addTicks(NOW, -5n * DAY), to: NOW },
  { from: addTicks(NOW, DAY), to: addTicks(NOW, 2n * DAY) },
];
const cuttable = { ...fusableHunts, ...identityHunts };

let database: Database;
beforeAll(async () => {
  database = await Database.open(tableSchemas);
  await fillEvents(database);
});

/** A reader that can only count what the window lets through: the table itself, narrowed in SQL. */
function through({ from, to }: Window, column = 'Timestamp') {
  const at = (instant: string) => `datetime(${instant})`;
  return `where ${column} >= ${at(from)} and ${column} <= ${at(to)}`;
}

const rowsOf = async (kql: string) => (await database.ask(kql)).rows.map((row) => JSON.stringify(row)).sort();

test('the seed, cut: only its window is another', () => {
  const window = { from: '2026-03-01T00:00:00.0000000Z', to: '2026-03-02T00:00:00.1234567Z' };
  const cut = cutHunt(seed);
  const windowed = seed
    .replace('now(-5d)', 'datetime(2026-03-01T00:00:00.0000000Z)')
    .replace('now()', 'datetime(2026-03-02T00:00:00.1234567Z)');
  expect(cut.windowed(window)).toBe(windowed);
  expect(cut.events(window)).toBe(windowed.slice(0, windowed.indexOf('\n| summarize')));
  expect(cut).toMatchObject({
    table: 'DeviceProcessEvents',
    timeColumn: 'Timestamp',
    fusable: { predicate: "(ProcessVersionInfoCompanyName has 'realvnc')" },
    notFusable: null,
    outputs: {
      deviceId: 'DeviceId',
      deviceName: 'DeviceName',
      firstSeen: 'FirstSeen',
      lastSeen: 'LastSeen',
      count: 'Count',
      reportIds: 'Report',
      keys: [],
    },
  });
});

/** The window a hunt's own text means: `>` leaves its end out, and without an upper end the future is in. */
function ownWindow(query: string): Window {
  const days = BigInt(/(?:ago\(|lookback = |-)(\d+)d/.exec(query)?.[1] ?? '0');
  const isOpen = /> ago|\) < Timestamp/.test(query) ? 1n : 0n;
  return { from: addTicks(NOW, -days * DAY + isOpen), to: /now\(\)|between/.test(query) ? NOW : addTicks(NOW, DAY) };
}

const withWindow = Object.entries(cuttable).filter(([name]) => name !== 'no window');

test.each(withWindow)('%s: over its own window it says what it said', async (_, query) => {
  const rows = await rowsOf(query);
  expect(rows.length).toBeGreaterThan(0);
  expect(await rowsOf(cutHunt(query).windowed(ownWindow(query)))).toEqual(rows);
});

test.each(Object.entries(fusableHunts))('%s: both ends belong to the window, to 100 ns', async (_, query) => {
  const cut = cutHunt(query);
  const predicate = cut.fusable?.predicate ?? 'false';
  for (const window of windows) {
    const expected = await rowsOf(
      `DeviceProcessEvents | ${through(window)} | where ${predicate} | project DeviceId, Timestamp, ReportId`,
    );
    const summarized = /summarize/.test(query.replace(/\/\/.*/g, ''));
    if (!summarized) continue;
    expect(await rowsOf(`${cut.events(window)}\n| project DeviceId, Timestamp, ReportId`)).toEqual(expected);
  }
  const inside = await rowsOf(
    `DeviceProcessEvents | ${through(edges)} | where ${predicate} | project DeviceId, Timestamp, ReportId`,
  );
  const wider = { from: addTicks(edges.from, -1n), to: addTicks(edges.to, 1n) };
  const outside = await rowsOf(
    `DeviceProcessEvents | ${through(wider)} | where ${predicate} | project DeviceId, Timestamp, ReportId`,
  );
  expect(outside.length).toBeGreaterThan(inside.length);
});

test.each(Object.entries(cuttable))('%s: fused or found by identity, it labels the events of its own text', async (name) => {
  const cuts = Object.entries(cuttable).map(([other, q], i) => ({ label: `h${i}`, cut: cutHunt(q), name: other }));
  const own = cuts.find((c) => c.name === name);
  for (const window of windows.slice(0, 2)) {
    const alone = await rowsOf(`${own?.cut.events(window)}\n| project DeviceId, Timestamp`);
    const source = labelledSource(cuts, 'DeviceProcessEvents', window);
    expect(await rowsOf(`${source}\n| where Hunts has_cs '${own?.label}' | project DeviceId, Timestamp`)).toEqual(alone);
  }
  expect(Object.hasOwn(fusableHunts, name)).toBe(own?.cut.fusable !== null);
  expect(own && unlabelled(own.cut)).toBeNull();
});

test('a labelled source has every column of the table and each event once', async () => {
  const cuts = Object.values(cuttable).map((query, i) => ({ label: `h${i}`, cut: cutHunt(query) }));
  const [, window] = windows;
  if (!window) throw new Error('no window');
  for (const hunts of [cuts, cuts.filter(({ cut }) => cut.fusable), []]) {
    const source = labelledSource(hunts, 'DeviceProcessEvents', window, { where: "DeviceId == 'd1'" });
    const { columns, rows } = await database.ask(source);
    const names = [...(schemaOf('DeviceProcessEvents')?.columns ?? []).map((c) => c.name), 'Hunts'];
    expect(columns.map((c) => c.split(':')[0])).toEqual(names);
    const key = (row: unknown[]) => JSON.stringify([row[names.indexOf('Timestamp')], row[names.indexOf('ReportId')]]);
    expect(new Set(rows.map(key)).size).toBe(rows.length);
    expect(rows.length > 0).toBe(hunts.length > 0);
    expect(rows.every((row) => row[names.indexOf('DeviceId')] === 'd1' && /^(h\d+,)+$/.test(String(row.at(-1))))).toBe(true);
  }
});

test.each(Object.entries(loneHunts))('%s: it runs by itself only', (_, [query, why]) => {
  const cut = cutHunt(query);
  expect(unlabelled(cut)).toMatch(why);
  expect(labelledSource([{ label: 'a', cut }], 'DeviceProcessEvents', edges)).not.toContain("'a,'");
  expect(cut.windowed(edges)).toContain(edges.from);
});

test('a hunt that reads a watchlist keeps it, and shares no scan', () => {
  const watchlist = "(_GetWatchlist('service accounts') | project SearchKey)";
  const query = `DeviceProcessEvents | where Timestamp > ago(5d) | where AccountName !in~ (${watchlist}) | summarize Count = count() by DeviceId, DeviceName`;
  const cut = cutHunt(query);
  expect([cut.table, cut.fusable, cut.notFusable]).toEqual(['DeviceProcessEvents', null, 'its predicate asks another table']);
  expect(cut.windowed(edges)).toContain(watchlist);
});

test.each(Object.entries(uncutHunts))('%s: it is refused, with the place', (_, [query, why]) => {
  expect(() => cutHunt(query)).toThrow(why);
});

test('without a window, one stands behind each table of its pipe', () => {
  const cut = cutHunt(
    'let a = DeviceProcessEvents; union a, DeviceNetworkEvents // both\n| where DeviceId in ((DeviceInfo | project DeviceId))',
  );
  const filter = `| where Timestamp between (datetime(${edges.from}) .. datetime(${edges.to}))`;
  expect(cut.windowed(edges)).toBe(
    `let a = DeviceProcessEvents\n${filter}; union a, (DeviceNetworkEvents\n${filter}) // both\n| where DeviceId in ((DeviceInfo | project DeviceId))`,
  );
  expect(cut.table).toBeNull();
});

test('hunts by TimeGenerated keep to it beside those by Timestamp', async () => {
  const late = "DeviceProcessEvents | where TimeGenerated > ago(5d) | where FileName has 'vnc' | summarize count() by DeviceId";
  const cuts = [late, seed].map((query, i) => ({ label: `h${i}`, cut: cutHunt(query) }));
  expect(cuts.map(({ cut }) => cut.timeColumn)).toEqual(['TimeGenerated', 'Timestamp']);
  for (const { label, cut } of cuts) {
    const source = labelledSource(cuts, 'DeviceProcessEvents', edges);
    const fused = await rowsOf(`${source} | where Hunts has '${label}' | project DeviceId, Timestamp, ReportId`);
    expect(fused.length).toBeGreaterThan(0);
    expect(fused).toEqual(await rowsOf(`${cut.events(edges)} | project DeviceId, Timestamp, ReportId`));
  }
});

const testKql = (test: TextTest) =>
  takesMany(test)
    ? testsKql([test]).join()
    : test.texts.map((text) => `${test.column} startswith ${kqlString(text)}`).join(' or ');

test.each([
  ['all hunts', cuttable],
  ['some of them', Object.fromEntries(Object.entries(cuttable).filter((_, i) => i % 3 === 0))],
])('rows that all hunts have labelled once give the labels of %s over any window', async (_, chosen) => {
  const late = "DeviceProcessEvents | where TimeGenerated > ago(5d) | where FileName has 'vnc' | summarize count() by DeviceId";
  const fresh =
    'DeviceProcessEvents | where Timestamp > ago(5d) | where ProcessCreationTime < now(-1h) | summarize count() by DeviceId';
  const queries = Object.entries({ ...cuttable, late, fresh });
  const cuts = queries.map(([name, query], i) => ({ label: `h${i}`, cut: cutHunt(query), name }));
  const some = cuts.filter(({ name }) => Object.hasOwn(chosen, name) || name === 'late' || name === 'fresh');
  const labelling = labellingOf(cuts, 'DeviceProcessEvents');
  const labels = labelsKql(labelling?.hunts ?? []);
  expect(labels).not.toContain('now(');
  const needed = (labelling?.needed ?? []).map((test) => ('predicate' in test ? `(${test.predicate})` : testKql(test)));
  const any = [...needed, ...(labelling?.others ?? [])].join(' or ');
  const rows = `(DeviceProcessEvents | where ${any} | extend Hunts = ${labels} | where Hunts != '')`;
  const identities = '| project DeviceId, Timestamp, ReportId, Hunts = array_sort_asc(split(Hunts, ","))';
  for (const window of windows.slice(0, 2)) {
    const asked = onLabelled(some, 'DeviceProcessEvents', window, {
      all: some.length === cuts.length,
      where: "DeviceId != 'd2'",
    });
    const fused = labelledSource(some, 'DeviceProcessEvents', window, { where: "DeviceId != 'd2'" });
    const expected = await rowsOf(`${fused} ${identities}`);
    expect(expected.length).toBeGreaterThan(0);
    expect(await rowsOf(`${asked.replaceAll(LABELLED, rows)} ${identities}`)).toEqual(expected);
  }
});

test('tests of a column stand together in a source, each text once', () => {
  const queries = [
    "let terms = dynamic(['vnc', 'anydesk']); DeviceProcessEvents | where FileName has_any (terms) or SHA1 == 'aB'",
    "DeviceProcessEvents | where FileName has 'AnyDesk'",
    "DeviceProcessEvents | where FileName =~ 'it\\'s.exe' or FolderPath endswith 'x'",
    "DeviceProcessEvents | where FileName has 'a' | where FolderPath has 'b'",
  ];
  const source = labelledSource(
    queries.map((query, i) => ({ label: `h${i}`, cut: cutHunt(query) })),
    'DeviceProcessEvents',
    edges,
  );
  expect(source.split('\n').slice(2, 7)).toEqual([
    "| where FileName has_any ('vnc', 'AnyDesk')",
    "  or SHA1 in ('aB')",
    "  or FileName in~ ('it\\'s.exe')",
    "  or (FolderPath endswith 'x')",
    "  or ((FileName has 'a') and (FolderPath has 'b'))",
  ]);
});

test('a label is not text', () => {
  expect(() => labelledSource([{ label: "a'b", cut: cutHunt(seed) }], 'DeviceProcessEvents', edges)).toThrow(RangeError);
});

test('a column named otherwise than in ours is found in the schema given', () => {
  const schemas: TableSchema[] = [{ name: 'DeviceProcessEvents', columns: [{ name: 'Extra', type: 'string' }] }];
  expect(() => cutHunt("DeviceProcessEvents | where Extra == 'x'", schemas)).not.toThrow();
  expect(() => cutHunt("DeviceProcessEvents | where Extra == 'x'")).toThrow('Extra');
});
