import { expect, test } from 'vitest';
import type { Column } from '@/lib/kql/model';
import { tableSchemas } from '@/lib/kql/schemas';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { crossWorkspaceUnion } from '@/lib/kql/workspaces/cross-workspace-union';
import { Fault } from '@/lib/shared/errors';
import { columnsOf, workspace } from '../log-analytics/fixtures';
import { type Holdings, jointTablesOf as make, unmet } from './joint-tables';

const jointTablesOf = (holdings: Holdings[]) => make(holdings, tableSchemas);
const placeOf = (name: string) => `workspace “${name}”`;

const now = '2026-03-10T09:00:00.0000000Z';
const forbidden = new Fault('forbidden', 'The role Log Analytics Reader is missing.');
const without = (table: string, ...names: string[]) => columnsOf(table)?.filter(({ name }) => !names.includes(name)) ?? [];

const lacked = (holdings: Holdings[], kql: string) => {
  const joint = jointTablesOf(holdings);
  return unmet(crossWorkspaceUnion(kql, { ...joint, now, limits: fusedLimits }), joint, placeOf);
};

/** All tables with all columns, but for those given; null: it does not have the table. */
function held(name: string, more: Record<string, Column[] | null> = {}): Holdings {
  const tables = tableSchemas.flatMap((schema): [string, Column[]][] => {
    const columns = more[schema.name] === undefined ? schema.columns : more[schema.name];
    return columns ? [[schema.name, columns]] : [];
  });
  return { workspace: workspace(name), tables: new Map(tables) };
}
const isDeviceInfo = ({ name }: { name: string }) => name === 'DeviceInfo';
const refusing = (name: string, tables: Fault): Holdings => ({ workspace: workspace(name), tables });

const sent = (holdings: Holdings[], kql: string) => {
  const { tables, schemas } = jointTablesOf(holdings);
  return crossWorkspaceUnion(kql, { tables, schemas, now, limits: fusedLimits }).kql;
};

test('one workspace is asked by the tables’ own names', () => {
  const joint = jointTablesOf([held('contoso')]);
  expect(joint.coverage).toEqual({
    tables: tableSchemas.map(({ name }) => ({ name, present: true, timeColumn: 'Timestamp' })),
    workspaces: [],
    notices: [],
  });
  expect(sent([held('contoso')], 'DeviceInfo | count')).toBe('DeviceInfo | count');
});

test('several are one question, each row with its workspace', () => {
  expect(sent([held('contoso'), held("o'brien")], 'DeviceInfo | where Workspace has "x"')).toBe(
    `let ['DeviceInfo of all workspaces'] = union (workspace('contoso-id').DeviceInfo | extend Workspace = 'contoso'), (workspace('o\\'brien-id').DeviceInfo | extend Workspace = 'o\\'brien');
['DeviceInfo of all workspaces'] | where Workspace has "x"`,
  );
  expect(jointTablesOf([held('contoso'), refusing('fabrikam', forbidden)]).coverage.workspaces).toEqual(['contoso']);
});

test('who refuses is left out and named; the rest still says its workspace', () => {
  const holdings = [
    refusing('fabrikam', forbidden),
    held('contoso'),
    refusing('old', new Fault('not-found', 'Unknown.')),
    refusing('far', new Fault('unavailable', 'No answer.')),
  ];
  const joint = jointTablesOf(holdings);
  expect(joint.primary.name).toBe('contoso');
  expect(joint.coverage.notices).toEqual([
    'Workspace “fabrikam” refused. The role Log Analytics Reader is missing. It is not in this answer.',
    'Workspace “old” is gone. Unknown. It is not in this answer.',
    'Workspace “far” cannot be asked. No answer. It is not in this answer.',
  ]);
  expect(sent(holdings, 'DeviceInfo | count')).toBe(
    "let ['DeviceInfo of all workspaces'] = DeviceInfo | extend Workspace = 'contoso';\n['DeviceInfo of all workspaces'] | count",
  );
});

test('a table that only some have is asked of those', () => {
  const holdings = [held('contoso', { DeviceInfo: null }), held('fabrikam')];
  const { coverage } = jointTablesOf(holdings);
  expect(coverage.tables.every(({ present }) => present)).toBe(true);
  expect(coverage.notices).toEqual(['Workspace “contoso” has no DeviceInfo.']);
  expect(sent(holdings, 'DeviceInfo | count')).toContain(
    "= workspace('fabrikam-id').DeviceInfo | extend Workspace = 'fabrikam';",
  );
});

test('a workspace without a table that nothing needs is named only where a query reads that table', () => {
  const holdings = [held('contoso', { DeviceFileEvents: null }), held('fabrikam')];
  expect(jointTablesOf(holdings).coverage.notices).toEqual([]);
  expect(lacked(holdings, 'DeviceEvents | count')).toEqual([]);
  expect(lacked(holdings, 'DeviceFileEvents | count')).toEqual(['Workspace “contoso” has no DeviceFileEvents.']);
});

test('a table that is nowhere is told as such, and a query of it is refused', () => {
  const holdings = [held('contoso', { DeviceInfo: null })];
  expect(jointTablesOf(holdings).coverage).toMatchObject({ notices: [] });
  expect(jointTablesOf(holdings).coverage.tables.find(isDeviceInfo)?.present).toBe(false);
  expect(() => sent(holdings, 'DeviceInfo | count')).toThrow(/^1:1 The table DeviceInfo is not there/);
});

test('TimeGenerated stands for a Timestamp that no workspace has', () => {
  const late = { DeviceInfo: without('DeviceInfo', 'Timestamp') };
  expect(jointTablesOf([held('contoso', late)]).coverage.tables.find(isDeviceInfo)).toEqual({
    name: 'DeviceInfo',
    present: true,
    timeColumn: 'TimeGenerated',
  });
  expect(jointTablesOf([held('contoso', late), held('fabrikam')]).coverage.tables.find(isDeviceInfo)?.timeColumn).toBe(
    'Timestamp',
  );
  expect(sent([held('contoso', late)], 'DeviceInfo | count')).toContain('DeviceInfo | extend Timestamp = TimeGenerated;');
});

test('a column that a workspace lacks is null there, and said where a query names it', () => {
  const poor = { DeviceProcessEvents: without('DeviceProcessEvents', 'ProcessVersionInfoCompanyName', 'FileSize', 'AccountUpn') };
  const holdings = [held('contoso'), held('fabrikam', poor)];
  const said = (kql: string) => lacked(holdings, kql);
  expect(said('DeviceProcessEvents | where FileName has "vnc"')).toEqual([]);
  expect(said("DeviceProcessEvents | where ProcessVersionInfoCompanyName has 'vnc' | summarize sum(FileSize)")).toEqual([
    'In workspace “fabrikam”, DeviceProcessEvents has no FileSize, ProcessVersionInfoCompanyName: nothing is found by that there.',
  ]);
  expect(sent(holdings, 'DeviceProcessEvents | count')).toContain(
    "(workspace('fabrikam-id').DeviceProcessEvents | extend FileSize = long(null), ProcessVersionInfoCompanyName = '', AccountUpn = '', Workspace = 'fabrikam')",
  );
});

test('a whole number that a workspace has as real is said where a query names it', () => {
  const retyped = (type: Column['type']) => ({
    DeviceProcessEvents: columnsOf('DeviceProcessEvents')?.map((c) => (c.name === 'ReportId' ? { ...c, type } : c)) ?? [],
  });
  const said = (type: Column['type'], kql: string) => lacked([held('contoso'), held('fabrikam', retyped(type))], kql);
  const kql = 'DeviceProcessEvents | summarize make_set(ReportId)';
  expect(said('real', kql)).toEqual([
    'In workspace “fabrikam”, DeviceProcessEvents has ReportId as real, which is inexact beyond 2^53: such values are left out there.',
  ]);
  expect(said('real', 'DeviceProcessEvents | count')).toEqual([]);
  // The engine that tests ask KQL of has no decimal; by its text a long is exact, as a double it would not be.
  expect(sent([held('contoso', retyped('decimal'))], kql)).toContain('extend ReportId = tolong(tostring(ReportId));');
  for (const type of ['long', 'string', 'decimal'] as const) expect(said(type, kql)).toEqual([]);
});

test('columns that only Azure knows can be asked for, in one type', () => {
  const extra = (type: Column['type']): Record<string, Column[]> => ({
    DeviceInfo: [...(columnsOf('DeviceInfo') ?? []), { name: 'Risk', type }],
  });
  const text = sent(
    [held('contoso', extra('long')), held('fabrikam', extra('string')), held('third')],
    'DeviceInfo | where Risk > 5',
  );
  expect(text).toContain("extend Workspace = 'contoso')");
  expect(text).toContain("extend Risk = tolong(Risk), Workspace = 'fabrikam')");
  expect(text).toContain("extend Risk = long(null), Workspace = 'third')");
});

test('when all refuse there is nothing to ask', () => {
  expect(() => jointTablesOf([refusing('contoso', forbidden)])).toThrow(
    'Workspace “contoso” refused. The role Log Analytics Reader is missing.',
  );
  const both = () => jointTablesOf([refusing('contoso', forbidden), refusing('fabrikam', new Fault('unavailable', 'x'))]);
  expect(both).toThrow(/^Workspace “contoso” refused\..* 1 more cannot be asked either\.$/);
  expect(() => jointTablesOf([])).toThrow('No Log Analytics workspace is set.');
});
