import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { EngineName } from '@/lib/engines/model';
import type { HuntFile } from '@/lib/hunts/find.server';
import { cutHunt } from '@/lib/kql/cut/cut';
import { operandShape } from '@/lib/kql/cut/operands';
import { translate } from '@/lib/kql/sql/translate';
import { checkHunts } from './check';
import { catalogueFiles, givenFiles } from './files';

vi.setConfig({ testTimeout: 120_000 }); // the whole catalogue is cut, which a busy machine takes long for

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'hunts-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const head = (id: string) => `id: ${id}\nname: RMM tool - Acme - Create Process\n`;
const idOf = (n: number) => `0000abcd-0000-4000-8000-${String(n).padStart(12, '0')}`;

function put(name: string, text: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, text);
  return file;
}

interface CheckOptions {
  engine?: EngineName;
  others?: HuntFile[];
}

async function check(name: string, text: string, { engine = 'embedded', others = [] }: CheckOptions = {}) {
  const { checked, faults } = await checkHunts(await givenFiles([put(name, text)]), { others, engine });
  return { asked: checked.map(({ asked }) => asked), faults: faults.map(({ at, message }) => ({ at, message })) };
}

test('every hunt of the catalogue parses, is cut, shares its table’s scan, and the embedded engine knows all it uses', async () => {
  const { checked, faults } = await checkHunts(await catalogueFiles(), { engine: 'embedded' });
  expect(faults).toEqual([]);
  expect(checked.filter(({ asked }) => asked !== 'fused')).toEqual([]);
  const window = { from: '2026-03-05T00:00:00.0000000Z', to: '2026-03-10T00:00:00.0000000Z' };
  const shapes = new Set<string>();
  for (const { hunt } of checked) {
    const kql = cutHunt(hunt.query).windowed(window);
    expect(kql, hunt.file).toContain(window.from);
    // Hunts of one shape are translated alike, so one of each shape is enough: a translation takes ten milliseconds.
    const shape = operandShape(kql)?.shape ?? kql;
    if (shapes.has(shape)) continue;
    shapes.add(shape);
    const { columns } = translate(kql, { now: window.to, relation: (table) => `"${table}"` });
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'DeviceId string',
      'DeviceName string',
      'FirstSeen datetime',
      'LastSeen datetime',
      'Report dynamic',
      'Count long',
    ]);
  }
});

test('a fault in the query is at its place in the YAML file', async () => {
  const query = 'query: |\n  DeviceProcessEvents\n  | where Timestamp > ago(1d)\n  | where Nonsense == 1\n  | count\n';
  expect(await check('column.yaml', head(idOf(1)) + query)).toEqual({
    asked: [],
    faults: [{ at: { line: 6, column: 11 }, message: expect.stringContaining('Nonsense') }],
  });
});

test('a hunt that reads another signal’s table than it says is a fault', async () => {
  const query = 'query: |\n  DeviceNetworkEvents\n  | where Timestamp > ago(1d)\n  | count\n';
  expect((await check('table.yaml', head(idOf(2)) + query)).faults).toEqual([
    { at: { line: 4, column: 3 }, message: expect.stringMatching(/^query reads DeviceNetworkEvents, but .* process signal$/) },
  ]);
});

test('what the embedded engine lacks is a fault at its place, and none where Azure is asked', async () => {
  const query =
    'query: |\n  DeviceNetworkEvents\n  | where Timestamp > ago(1d)\n  | where geo_info_from_ip_address(RemoteIP).country == "x"\n  | count\n';
  const text = head(idOf(6)).replace('Create Process', 'Network Connection') + query;
  expect((await check('lacks.yaml', text)).faults).toEqual([
    { at: { line: 6, column: 11 }, message: expect.stringContaining('geo_info_from_ip_address') },
  ]);
  expect((await check('lacks.yaml', text, { engine: 'log-analytics' })).faults).toEqual([]);
});

test('an id of the catalogue is a fault that names the other file', async () => {
  const query = 'query: |\n  DeviceProcessEvents\n  | where Timestamp > ago(1d)\n  | count\n';
  const others = (await catalogueFiles()).files;
  const { asked, faults } = await check('id.yaml', head('865F9D1E-a01a-46b9-a909-2f93fbab5331') + query, { others });
  expect(asked).toEqual([]);
  expect(faults).toEqual([
    {
      at: { line: 1, column: 5 },
      message: expect.stringContaining(
        '865f9d1e-a01a-46b9-a909-2f93fbab5331 is that of lib/hunts/catalogue/realvnc-process.yaml',
      ),
    },
  ]);
});

test.each([
  [
    'a join',
    '| join (DeviceNetworkEvents | where Timestamp > ago(1d)) on DeviceId | summarize count() by DeviceId',
    /^not in a sweep, only by itself: it reads no single table$/,
  ],
  [
    'a summarize before the last',
    '| summarize n = count() by DeviceId | summarize count() by DeviceId',
    /^not in a sweep, only by itself: ./,
  ],
  [
    'too few columns',
    '| summarize count() by DeviceName',
    /^fused; its own rows .* no DeviceId, min\(Timestamp\), max\(Timestamp\)$/,
  ],
])('how a hunt with %s is asked, and why, is told', async (_, rest, told) => {
  const query = `query: |\n  DeviceProcessEvents\n  | where Timestamp > ago(1d)\n  ${rest}\n`;
  expect((await check('rest.yaml', head(idOf(3)) + query)).asked).toEqual([expect.stringMatching(told)]);
});

test('the command prints what is good on stdout, file:line:column of faults on stderr, and ends with 1', async () => {
  const good = put(
    'good.yaml',
    `${head(idOf(4))}query: |\n  DeviceProcessEvents\n  | where Timestamp > ago(1d)\n  | summarize min(Timestamp), max(Timestamp), count() by DeviceId\n`,
  );
  const bad = put('bad.yaml', `${head('x')}query: |\n  DeviceProcessEvents | where\n`);
  const kql = put('kql.yaml', `${head(idOf(5))}query: |\n  DeviceProcessEvents\n  | nonsense\n`);
  const run = promisify(execFile)(process.execPath, ['scripts/run.mjs', 'hunts', 'check', good, bad, kql]);
  const { code, stdout, stderr } = await run.catch((error) => error);
  expect(code).toBe(1);
  expect(stdout).toBe(`${good}: OK Acme, process, fused\n1 OK, 2 faults\n`);
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringContaining(`${bad}:1:5 id must be a GUID`),
    expect.stringContaining(`${kql}:5:5 `),
  ]);
});
