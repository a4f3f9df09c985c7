/** What the whole catalogue finds in rows that this test makes: nothing in ordinary software, and each tool by its own facts. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { selectList } from '@/lib/engines/embedded/columns';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import type { Hunt } from '@/lib/hunts/model';
import { sqlString } from '@/lib/kql/sql/sql';
import { toTicks } from '@/lib/shared/time';
import { resolveWindow } from '@/lib/shared/window';
import { type Signal, tableOfSignal } from '@/lib/tables/tables';
import { toolFacts } from '@/lib/tools/facts.server';
import type { ToolFacts } from '@/lib/tools/model';
import ordinary from './ordinary-software.json';
import { planSweep } from './plan.server';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const NOW = '2026-03-10T12:00:00.0000000Z';
const TIME = '2026-03-09T12:00:00.0000000Z';
const dir = mkdtempSync(path.join(os.tmpdir(), 'rmm-sightings-recognition-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A row of a signal's table: its columns, and the tool whose fact it is; null for ordinary software. */
interface Row {
  signal: Signal;
  tool: ToolFacts | null;
  columns: Record<string, string>;
}

const tools = await toolFacts();
const rows: Row[] = [...tools.flatMap(rowsOf), ...ordinaryRows()];
const found = new Map<Row, Hunt[]>();

beforeAll(async () => {
  const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
  for (const signal of ['process', 'network', 'signature'] as const) {
    const table = tableOfSignal[signal];
    const own = rows.filter((row) => row.signal === signal);
    const names = [...new Set(own.flatMap(({ columns }) => Object.keys(columns)))];
    const json = path.join(dir, `${table}.ndjson`);
    writeFileSync(json, own.map(({ columns }, id) => JSON.stringify({ ...columns, id })).join('\n'));
    mkdirSync(path.join(dir, 'telemetry', table), { recursive: true });
    const identity = { DeviceId: "'d'", DeviceName: "'d'", Timestamp: String(toTicks(TIME)), ReportId: 'id' };
    const read = [...names.map((name) => `"${name}": 'VARCHAR'`), "id: 'BIGINT'"].join(', ');
    await duckdb.run(`COPY (SELECT ${selectList(table, { ...Object.fromEntries(names.map((name) => [name, `"${name}"`])), ...identity })}
      FROM read_json(${sqlString(json)}, format = 'newline_delimited', columns = {${read}}))
      TO ${sqlString(path.join(dir, 'telemetry', table, 'a.parquet'))} (FORMAT parquet)`);
  }
  const engine = createEmbeddedEngine(dir);
  const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
  const context = { principal, engine, identity: localIdentity, now: NOW };
  const plan = await planSweep(context, resolveWindow({ last: '5d' }, NOW));
  for (const sweep of plan.tables) {
    const own = rows.filter(({ signal }) => tableOfSignal[signal] === sweep.table);
    for (const [id, labels] of (await engine.query(`${sweep.source()} | project ReportId, Hunts`, context)).rows) {
      const row = own[Number(id)];
      if (row) found.set(row, sweep.huntsOf(String(labels)));
    }
  }
});

const shown = ({ signal, columns }: Row) => `${signal} ${JSON.stringify(columns)}`;
const huntsOf = (row: Row) => found.get(row) ?? [];

test('ordinary software is no tool: its programs, domains and signatures are found by no hunt', () => {
  const own = rows.filter(({ tool }) => tool === null);
  expect(own.length).toBeGreaterThan(900);
  expect(own.filter((row) => huntsOf(row).length > 0).map((row) => [shown(row), huntsOf(row).map(({ file }) => file)])).toEqual(
    [],
  );
});

test('each tool is found by each of its facts, by hunts of the signal', () => {
  const own = rows.filter(({ tool }) => tool !== null);
  expect(own.length).toBeGreaterThan(2_500);
  const missed = own.filter(
    (row) => !huntsOf(row).some(({ toolSlug, signal }) => toolSlug === row.tool?.slug && signal === row.signal),
  );
  expect(missed.map((row) => `${row.tool?.slug}: ${shown(row)}`)).toEqual([]);
});

test('no other tool is found by them, unless the facts call it related', () => {
  const related = (a: ToolFacts, b: string) =>
    a.related.includes(b) || tools.some((t) => t.slug === b && t.related.includes(a.slug));
  const strangers = rows.flatMap((row) => {
    const { tool } = row;
    if (tool === null) return [];
    const others = new Set(huntsOf(row).map(({ toolSlug }) => toolSlug));
    return [...others]
      .filter((slug) => slug !== tool.slug && !related(tool, slug))
      .map((slug) => `${tool.slug}, ${slug}: ${shown(row)}`);
  });
  expect(strangers).toEqual([]);
});

/** One row for each hunted fact of a tool; nothing else in the row points to the tool. */
function rowsOf(tool: ToolFacts): Row[] {
  const { companies, products, files, helpers, filePrefixes, folders, domains, relays, signers, vendorSigners, selfHosted } =
    tool;
  const process = (columns: Record<string, string>): Row => ({ signal: 'process', tool, columns });
  const network = (columns: Record<string, string>): Row => ({ signal: 'network', tool, columns });
  const hosts = [...domains, ...relays];
  const programs = selfHosted || hosts.length === 0;
  return [
    ...companies.map((company) => process({ FileName: 'a.exe', ProcessVersionInfoCompanyName: company })),
    ...products.map((product) => process({ FileName: 'a.exe', ProcessVersionInfoProductName: `${product} 7` })),
    ...[...files, ...helpers].map((file) => process({ FileName: file.toUpperCase(), FolderPath: `C:\\Temp\\${file}` })),
    ...[...files, ...helpers].map((file) => process({ FileName: 'a.exe', ProcessVersionInfoOriginalFileName: file })),
    ...filePrefixes.map((prefix) => process({ FileName: `${prefix}1a2b.exe` })),
    ...folders.map((folder) => process({ FileName: 'a.exe', FolderPath: `C:\\${folder}\\a.exe` })),
    ...hosts.flatMap((host) => [network({ RemoteUrl: host }), network({ RemoteUrl: `https://eu-1.${host}:443/path` })]),
    ...(programs ? companies.map((company) => network({ InitiatingProcessVersionInfoCompanyName: company })) : []),
    ...(programs ? products.map((product) => network({ InitiatingProcessVersionInfoProductName: product })) : []),
    ...(signers.length > 0 ? signers : vendorSigners).map(
      (name): Row => ({ signal: 'signature', tool, columns: { Signer: name, Issuer: 'DigiCert Trusted G4 Code Signing CA' } }),
    ),
  ];
}

function ordinaryRows(): Row[] {
  const { programs, domains, signers } = ordinary;
  const actor = (i: number) => programs[i % programs.length] ?? { company: '', product: '', file: '' };
  return [
    ...programs.map(({ company, product, file }): Row => {
      const versionInfo = { ProcessVersionInfoCompanyName: company, ProcessVersionInfoProductName: product };
      const folder = `C:\\Program Files\\${company}\\${product}\\${file}`;
      const names = { FileName: file, ProcessVersionInfoOriginalFileName: file, FolderPath: folder };
      return { signal: 'process', tool: null, columns: { ...versionInfo, ...names } };
    }),
    ...domains.flatMap((domain, i) =>
      [domain, `https://www.${domain}/a?b=c`].map((url): Row => {
        const { company, product, file } = actor(i);
        const by = { InitiatingProcessVersionInfoCompanyName: company, InitiatingProcessVersionInfoProductName: product };
        return { signal: 'network', tool: null, columns: { RemoteUrl: url, InitiatingProcessFileName: file, ...by } };
      }),
    ),
    ...signers.map((name): Row => ({ signal: 'signature', tool: null, columns: { Signer: name, Issuer: 'DigiCert CA' } })),
  ];
}
