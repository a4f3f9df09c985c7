import { beforeAll, describe, expect, test } from 'vitest';
import { Database, NOW } from '../cases/database';
import { fillEvents } from '../cases/events';
import { fusableHunts, identityHunts, loneHunts } from '../cases/hunts';
import { cutHunt } from '../cut/cut';
import { labelledSource } from '../cut/fuse';
import type { Column, KqlType } from '../model';
import { KqlError } from '../model';
import { type TableSchema, tableSchemas } from '../schemas';
import { sqlType } from '../sql/value';
import { fusedLimits } from '../syntax/limits';
import { crossWorkspaceUnion, originOf } from './cross-workspace-union';
import { type CrossWorkspaceTable, crossWorkspaceTable, type Member, missingFrom } from './table';

const TABLE = 'DeviceProcessEvents';
const whole = tableSchemas.map((schema) => crossWorkspaceTable(schema, [memberOf(schema.name, schema.columns)]));

function memberOf(source: string, columns: Column[], workspace: string | null = null): Member {
  return { source, columns, workspace };
}

const columnsOf = (name: string) => tableSchemas.find((schema) => schema.name === name)?.columns ?? [];
/** Without Timestamp and one column more, with another in another type, and with one nobody knows. */
const odd: Column[] = [
  ...columnsOf(TABLE)
    .filter(({ name }) => name !== 'Timestamp' && name !== 'AccountUpn')
    .map((c): Column => (c.name === 'AdditionalFields' ? { ...c, type: 'string' } : c)),
  { name: 'odd name', type: 'long' },
];

/** In tests the places are tables of their own, since the embedded engine knows no workspaces. */
function spread(members: Partial<Record<string, Member[]>>): { tables: CrossWorkspaceTable[]; schemas: TableSchema[] } {
  const tables = tableSchemas.map((schema) => crossWorkspaceTable(schema, members[schema.name] ?? []));
  return { tables, schemas: tables.map(({ schema }) => schema) };
}

const two = spread({
  [TABLE]: [memberOf('PlaceA', columnsOf(TABLE), 'contoso'), memberOf('PlaceB', odd, "o'brien")],
  DeviceNetworkEvents: [memberOf('DeviceNetworkEvents', columnsOf('DeviceNetworkEvents'), 'contoso')],
});
const rewrite = (kql: string, { tables, schemas } = two) =>
  crossWorkspaceUnion(kql, { tables, schemas, now: NOW, limits: fusedLimits }).kql;

let database: Database;
beforeAll(async () => {
  const places = [
    { name: 'PlaceA', columns: columnsOf(TABLE) },
    { name: 'PlaceB', columns: odd },
  ];
  database = await Database.open([...tableSchemas, ...places]);
  await fillEvents(database);
  await database.connection.run(`INSERT INTO "PlaceA" BY NAME SELECT * FROM "${TABLE}" WHERE "DeviceId" = 'd0'`);
  await database.connection.run(
    `INSERT INTO "PlaceB" BY NAME SELECT * EXCLUDE ("Timestamp", "TimeGenerated", "AccountUpn", "AdditionalFields"), "Timestamp" AS "TimeGenerated" FROM "${TABLE}" WHERE "DeviceId" <> 'd0'`,
  );
});

async function rowsOf(kql: string): Promise<string[]> {
  const { rows } = await database.ask(kql, { limits: fusedLimits });
  return rows.map((row) => JSON.stringify(row)).sort();
}

const window = { from: '2026-03-05T12:00:00.0000000Z', to: NOW };
const lone = Object.entries(loneHunts).map(([name, [query]]): [string, string] => [name, query]);
const hunts: [string, string][] = [...Object.entries(fusableHunts), ...Object.entries(identityHunts), ...lone];

describe('every hunt gives the same over two workspaces as over the table itself', () => {
  test.each(hunts)('%s', async (_, query) => {
    expect(await rowsOf(rewrite(query))).toEqual(await rowsOf(query));
  });

  test('so do fused hunts, some by identity, with a pipe behind', async () => {
    const labelled = [...Object.values(fusableHunts), ...Object.values(identityHunts)].map((query, i) => ({
      label: `h${i}`,
      cut: cutHunt(query),
    }));
    const query = `${labelledSource(labelled, TABLE, window)}\n| summarize Count = count() by DeviceId, Hunts`;
    const rows = await rowsOf(query);
    expect(rows.length).toBeGreaterThan(5);
    expect(await rowsOf(rewrite(query))).toEqual(rows);
  });
});

test('each event says its workspace, and has every column that any member has', async () => {
  const query = `${TABLE} | where Timestamp > ago(1h)`;
  const { columns, rows } = await database.ask(rewrite(query));
  expect(columns.slice(-2)).toEqual(['odd name:long', 'Workspace:string']);
  const at = (name: string) => columns.findIndex((c) => c.startsWith(`${name}:`));
  const seen = rows.map((row) => [row[at('DeviceId')], row[at('Workspace')], typeof row[at('Timestamp')], row[at('AccountUpn')]]);
  expect(new Set(seen.map((cells) => cells.join()))).toEqual(
    new Set(['d0,contoso,string,', "d1,o'brien,string,", "d2,o'brien,string,"]),
  );
  expect(await rowsOf(rewrite(`${TABLE} | where Workspace == "o'brien" | summarize count() by DeviceId`))).toHaveLength(2);
});

describe('a ReportId of another type', () => {
  const exact = ['1', '9007199254740991', '-5'];
  const beyond = ['9007199254740993', '9223372036854775807'];
  const all = [...exact, ...beyond];
  test.each<[KqlType, string[], (string | null)[]]>([
    ['int', ['1', '-5'], ['1', '-5']],
    ['string', all, all],
    ['real', [...all, '1.5', 'NaN'], [...exact, ...beyond, '1.5', 'NaN'].map((id) => (exact.includes(id) ? id : null))],
  ])('%s is exact, or null', async (type, ids, expected) => {
    const source = `Typed_${type}`;
    const columns: Column[] = [
      { name: 'ReportId', type },
      { name: 'FileName', type: 'string' },
    ];
    const own = await Database.open([...tableSchemas, { name: source, columns }]);
    for (const [i, id] of ids.entries())
      await own.connection.run(`INSERT INTO "${source}" VALUES (CAST('${id}' AS ${sqlType[type]}), 'f${i}')`);
    const kql = rewrite(`${TABLE} | sort by FileName asc | project ReportId`, spread({ [TABLE]: [memberOf(source, columns)] }));
    const { columns: given, rows } = await own.ask(kql);
    expect(given).toEqual(['ReportId:long']);
    expect(rows.map(([id]) => id)).toEqual(expected);
  });
});

test('the text: one let a table used, each mention of it named, nothing else touched', () => {
  const members = spread({
    DeviceInfo: [
      memberOf("workspace('a').DeviceInfo", columnsOf('DeviceInfo'), 'contoso'),
      memberOf("workspace('b').DeviceInfo", columnsOf('DeviceInfo').slice(1), 'x'),
    ],
    [TABLE]: [memberOf(TABLE, columnsOf(TABLE))],
  });
  const query = `// DeviceInfo | where
let DeviceProcessEvents2 = DeviceInfo | where DeviceName has 'DeviceInfo';
union withsource=Source DeviceInfo, (DeviceProcessEvents2), (['DeviceInfo'])
| extend DeviceInfo = 1 | where DeviceInfo == 1 and DeviceId in (DeviceProcessEvents | project DeviceId)
| join kind=leftsemi DeviceInfo on $left.DeviceId == $right.DeviceId`;
  expect(
    rewrite(query, members),
  ).toBe(`let ['DeviceInfo of all workspaces'] = union (workspace('a').DeviceInfo | extend Workspace = 'contoso'), (workspace('b').DeviceInfo | extend Timestamp = TimeGenerated, Workspace = 'x');
// DeviceInfo | where
let DeviceProcessEvents2 = ['DeviceInfo of all workspaces'] | where DeviceName has 'DeviceInfo';
union withsource=Source (['DeviceInfo of all workspaces'] | as DeviceInfo), (DeviceProcessEvents2), ((['DeviceInfo of all workspaces'] | as DeviceInfo))
| extend DeviceInfo = 1 | where DeviceInfo == 1 and DeviceId in (DeviceProcessEvents | project DeviceId)
| join kind=leftsemi ['DeviceInfo of all workspaces'] on $left.DeviceId == $right.DeviceId`);
});

test('a name that let gives hides the table of that name', () => {
  const query = `let DeviceNetworkEvents = ${TABLE} | take 5; DeviceNetworkEvents | count`;
  const rewritten = rewrite(query);
  expect(rewritten.split('\n').at(-1)).toBe(
    `let DeviceNetworkEvents = ['${TABLE} of all workspaces'] | take 5; DeviceNetworkEvents | count`,
  );
});

test('one place with all its columns leaves the text alone; one without Timestamp does not', () => {
  const query = `${TABLE} | where Timestamp > datetime(2026-03-09)`;
  const schemas = whole.map(({ schema }) => schema);
  expect(rewrite(query, { tables: whole, schemas })).toBe(query);
  expect(rewrite('search "x"', { tables: whole, schemas })).toBe('search "x"');
  const late = spread({ [TABLE]: [memberOf(TABLE, columnsOf(TABLE).slice(1))] });
  expect(rewrite(query, late)).toBe(`let ['${TABLE} of all workspaces'] = ${TABLE} | extend Timestamp = TimeGenerated;
['${TABLE} of all workspaces'] | where Timestamp > datetime(2026-03-09)`);
});

test('what it reads and names is told', () => {
  const { tables, schemas } = two;
  const query = `${TABLE} | where FileName has 'vnc' | join kind=leftsemi (DeviceNetworkEvents | where RemotePort == 5900) on DeviceId | count`;
  const spreadQuery = crossWorkspaceUnion(query, { tables, schemas, now: NOW, limits: fusedLimits });
  expect(spreadQuery.tables).toEqual([TABLE, 'DeviceNetworkEvents']);
  for (const name of ['FileName', 'RemotePort', 'DeviceId']) expect(spreadQuery.columns).toContain(name);
  expect(spreadQuery.columns).not.toContain('FolderPath');
  const table = tables.find(({ schema }) => schema.name === spreadQuery.tables[0]);
  expect(table?.members.map((member) => missingFrom(table.schema, member))).toEqual([['odd name'], ['AccountUpn']]);
});

test('a union by name of its source keeps the names', async () => {
  const query = `union withsource=Source ${TABLE}, (${TABLE} | take 3) | summarize count() by Source`;
  expect(await rowsOf(rewrite(query))).toEqual(await rowsOf(query));
});

test.each([
  ["search 'vnc'", /^1:1 “search 'vnc'” cannot be asked of several/],
  [`search in (${TABLE}) 'vnc'`, /^1:1 /],
  [`find in (${TABLE}) where DeviceId == 'd0'`, /^1:1 /],
  ['union Device*', /^1:7 “Device\*”/],
  ['union *', /cannot be asked/],
  [`table('${TABLE}') | take 1`, /^1:1 “table/],
  [`print x = 1 | where x in (table('${TABLE}') | project ReportId)`, /“table/],
  [`database('telemetry').${TABLE} | count`, /^1:1 “database/],
  ['DeviceInfo | take 1', /^1:1 The table DeviceInfo is not there/],
  [`union isfuzzy=false ${TABLE}, DeviceInfo`, /^1:42 The table DeviceInfo is not there/],
  ['NoSuchTable | take 1', /^1:1 There is no table/],
  [`${TABLE} | where Workspaces == 'x'`, /^1:29 /],
])('%s is refused at its place', (query, message) => {
  expect(() => rewrite(query)).toThrow(KqlError);
  expect(() => rewrite(query)).toThrow(message);
});

test('a watchlist of Sentinel stays as it is written', () => {
  const watchlist = "(_GetWatchlist('service accounts') | project SearchKey)";
  const query = `${TABLE} | where FileName !in~ (${watchlist}) | join kind=leftanti (_GetWatchlist('tools') | project FileName = tostring(Program)) on FileName`;
  expect(rewrite(query)).toContain(watchlist);
  expect(rewrite(query)).toContain("_GetWatchlist('tools') | project FileName = tostring(Program)");
});

test('a fuzzy union passes over a table that is nowhere', () => {
  expect(rewrite(`union isfuzzy=true ${TABLE}, DeviceInfo`)).toMatch(/, DeviceInfo$/);
});

test('a place in what is sent is told as one in what was written', () => {
  const query = `${TABLE}\n| join (${TABLE} | take 1) on DeviceId | where x`;
  const { tables, schemas } = two;
  const fine = query.replace('where x', 'where 1 > 0');
  const united = crossWorkspaceUnion(fine, { tables, schemas, now: NOW, limits: fusedLimits });
  const lines = united.kql.split('\n');
  const origin = (line: number, column: number) => originOf(fine, united, line, column);
  const at = (text: string, line: number) => origin(line, (lines[line - 1] ?? '').indexOf(text) + 1);
  expect(lines).toHaveLength(3);
  expect(at('union', 1)).toEqual({ line: 1, column: 1 });
  expect(at('join', 3)).toEqual({ line: 2, column: 3 });
  expect(at('of all', 3)).toEqual({ line: 2, column: 9 });
  expect(at('take', 3)).toEqual({ line: 2, column: 9 + `${TABLE} | `.length });
  expect(at('1 > 0', 3)).toEqual({ line: 2, column: (fine.split('\n')[1] ?? '').indexOf('1 > 0') + 1 });
});
