import { mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ask } from '@/lib/engines/asked';
import type { LabelledQuestion } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { cutHunt } from '@/lib/kql/cut/cut';
import { labelledSource, labellingOf, onLabelled } from '@/lib/kql/cut/fuse';
import { labellingSql } from '@/lib/kql/sql/labelling';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';
import { parseTicks } from '@/lib/shared/time';
import { createEmbeddedEngine } from '../engine.server';
import { openStaging } from '../staging.server';
import type { Compile } from './build';

vi.setConfig({ testTimeout: 120_000 });

const now = '2026-03-10T09:00:00.0000000Z';
const window = { from: '2026-03-05T09:00:00.0000000Z', to: now };
const TABLE = 'DeviceProcessEvents';
const kept = ['Timestamp', 'DeviceId', 'DeviceName', 'ReportId'];
let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'labels-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Stores events in a file of their own: columns by SQL expression. */
async function store(...rows: Record<string, string>[]): Promise<void> {
  const staging = await openStaging(dataDir);
  const selects = rows.map((row, i) => {
    const columns = { Timestamp: `${parseTicks(now)}::BIGINT`, DeviceId: "'d1'", ReportId: `${i}::BIGINT`, ...row };
    return `SELECT ${Object.entries(columns).map(([name, sql]) => `${sql} AS ${sqlIdentifier(name)}`)}`;
  });
  await staging.writeTable(TABLE, selects.join(' UNION ALL '));
  await staging.commit();
}

const labelFiles = () => {
  try {
    return readdirSync(path.join(dataDir, 'telemetry', '.labels', TABLE)).sort();
  } catch {
    return [];
  }
};

const predicates = [
  "FileName has 'vnc' or FileName has_any ('any desk', 'ünï-code', '.exe')",
  "FileName =~ 'VNC_Server.exe' or SHA1 == 'aB'",
  "FileName startswith 'win' or FolderPath startswith 'ÄÖ'",
  "FileName has 'server' and FolderPath !has 'windows'",
  "FolderPath contains 'Temp' or isempty(FolderPath)",
  "strcat(FileName, FolderPath) has_cs 'exec'",
  "FileName hasprefix 'vn' and ProcessCommandLine in~ ('a', 'b', 'c', 'd', 'e', 'f', 'g')",
  "FileSize > 5 and FileName has 'any'",
  "FileName in~ ('ünï-code', 'Xvnc', 'XVNC', 'nul\\u0000inside', \"it's\") or ProcessCommandLine startswith 'ü'",
];
const huntsOf = (chosen = predicates) =>
  chosen.map((predicate, i) => ({
    label: `h${i}`,
    cut: cutHunt(`${TABLE} | where Timestamp > ago(5d) | where ${predicate} | summarize count() by DeviceId`),
  }));

function onlyLabelled(hunts = huntsOf(), { every = false, pipe = '' } = {}): LabelledQuestion {
  const labelling = labellingOf(hunts, TABLE);
  if (!labelling) throw new Error('nothing to label');
  return { kql: onLabelled(hunts, TABLE, window, { all: true }) + pipe, labelling, kept, every, window };
}
const IDENTIFIED = ' | project DeviceId, ReportId, Hunts';
const options = { now, identity: localIdentity };
const engine = () => createEmbeddedEngine(dataDir);
const labelledRows = async (question = onlyLabelled(huntsOf(), { pipe: IDENTIFIED })) =>
  sorted((await engine().onLabelled?.(question, options))?.rows ?? []);
const plainRows = async (hunts = huntsOf(), pipe = IDENTIFIED) =>
  sorted((await engine().query(labelledSource(hunts, TABLE, window) + pipe, { now, identity: localIdentity })).rows);
const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();

const names = [
  'vnc',
  'VNC_server.exe',
  'xvnc',
  'Any Desk',
  'any-desk',
  'ÜNÏ-CODE',
  'ünï_code',
  'winvnc4',
  'server',
  'exec',
  'VNcX',
  'vncж',
  'жserver',
  'vnc\u0301',
  "It's",
  '',
];
const folders = ['c:\\windows\\', "c:\\it's temp\\", '', 'äö\\exec'];
const rows = names.flatMap((name, i) =>
  folders.map((folder, j) => ({
    FileName: sqlString(name),
    FolderPath: `'${folder.replaceAll("'", "''")}'`,
    SHA1: (i + j) % 5 === 0 ? "'aB'" : "'AB'",
    ProcessCommandLine: j % 2 === 0 ? "'G'" : "'h'",
    DeviceName: "'host'",
    FileSize: `${i}::BIGINT`,
  })),
);

test('labels that are kept are those that the hunts give, in files that have all columns and in files that lack some', async () => {
  await store(...rows.map((row, i) => ({ ...row, ReportId: `${i}::BIGINT` })));
  await store(
    { FileName: "'vnc'", ReportId: '1000::BIGINT' },
    { FileName: 'NULL', ReportId: '1001::BIGINT' },
    { FileName: "'calc'", ReportId: '1002::BIGINT' },
  );
  const expected = await plainRows();
  expect(new Set(expected.map((row) => row.slice(row.indexOf('"h')))).size).toBeGreaterThan(12);
  expect(await labelledRows()).toEqual(expected);
  expect(labelFiles()).toHaveLength(2);
  const whole = await labelledRows(onlyLabelled(huntsOf(), { every: true }));
  expect(whole).toEqual(await plainRows(huntsOf(), ''));
});

test.each([
  ['more than are held', { held: 5, chosen: 1_000 }],
  ['more than are chosen', { held: 5, chosen: 10 }],
])('where %s match, their labels are the same', async (_, labelLimits) => {
  await store(...rows.map((row, i) => ({ ...row, ReportId: `${i}::BIGINT` })));
  await store({ FileName: "'vnc'", ReportId: '1000::BIGINT' }, { FileName: 'NULL', ReportId: '1001::BIGINT' });
  const few = createEmbeddedEngine(dataDir, { labelLimits });
  const answer = await few.onLabelled?.(onlyLabelled(huntsOf(), { pipe: IDENTIFIED }), options);
  expect(sorted(answer?.rows ?? [])).toEqual(await plainRows());
  expect(readdirSync(path.join(dataDir, 'telemetry', '.labels', TABLE)).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('a file in which nothing may match is labelled without asking a hunt', async () => {
  await store({ FileName: "'calc'", FolderPath: "'c:/calc'", SHA1: "'x'" });
  const compile: Compile = (...given) => ({ ...labellingSql(...given), labelled: 'SELECT no_such_column FROM nothing' });
  const own = createEmbeddedEngine(dataDir, { compile });
  expect((await own.onLabelled?.(onlyLabelled(huntsOf(), { pipe: IDENTIFIED }), options))?.rows).toEqual([]);
  expect(labelFiles()).toHaveLength(1);
});

test('while files are labelled, it is told how many are', async () => {
  for (const id of ['1', '2', '3']) await store({ FileName: "'vnc'", ReportId: `${id}::BIGINT` });
  const [own, seen] = [engine(), new Set<string>()];
  const look = setInterval(() => {
    for (const { what, pieces } of own.pending?.() ?? []) seen.add(`${what} ${pieces?.done} of ${pieces?.of}`);
  }, 1);
  await own.onLabelled?.(onlyLabelled(), options);
  clearInterval(look);
  expect([...seen].at(-1)).toBe(`${TABLE}: which events the hunts match 2 of 3`);
  expect(own.pending?.()).toEqual([]);
});

test('another import labels its own file only; a file that goes takes its labels with it', async () => {
  await store({ FileName: "'vnc'" });
  await labelledRows();
  const first = labelFiles();
  await store({ FileName: "'vnc'", DeviceId: "'d2'" });
  expect(await labelledRows()).toHaveLength(2);
  expect(labelFiles()).toEqual(expect.arrayContaining(first));
  expect(labelFiles()).toHaveLength(2);
  const [gone = ''] = readdirSync(path.join(dataDir, 'telemetry', TABLE));
  rmSync(path.join(dataDir, 'telemetry', TABLE, gone));
  expect(await labelledRows()).toHaveLength(1);
  expect(labelFiles()).toHaveLength(1);
  expect(labelFiles()[0]).not.toContain(gone.replace('.parquet', ''));
});

test('other hunts label anew, and the labels of the earlier ones go', async () => {
  await store({ FileName: "'vnc'" }, { FileName: "'calc'" });
  expect(await labelledRows()).toEqual(['["d1","0","h0,h4,"]', '["d1","1","h4,"]']);
  const first = labelFiles();
  const hunts = huntsOf(["FileName has 'calc'"]);
  expect(await labelledRows(onlyLabelled(hunts, { pipe: IDENTIFIED }))).toEqual(['["d1","1","h0,"]']);
  expect(labelFiles()).toHaveLength(1);
  expect(labelFiles()).not.toEqual(first);
});

test.each([
  ['cut short', (file: string) => truncateSync(file, 100)],
  ['another file', (file: string) => writeFileSync(file, 'PAR1')],
])('labels that are damaged (%s) are made anew', async (_, damage) => {
  await store({ FileName: "'vnc'" });
  const expected = await labelledRows();
  for (const name of labelFiles()) damage(path.join(dataDir, 'telemetry', '.labels', TABLE, name));
  expect(await labelledRows()).toEqual(expected);
  expect(expected).toHaveLength(1);
});

test('where labels cannot be kept, the hunts answer themselves', async () => {
  await store({ FileName: "'vnc'" });
  writeFileSync(path.join(dataDir, 'telemetry', '.labels'), 'in the way');
  const hunts = huntsOf();
  const labelled = onlyLabelled(hunts, { pipe: IDENTIFIED });
  const kql = labelledSource(hunts, TABLE, window) + IDENTIFIED;
  const { rows: answered } = await ask(engine(), { kql, labelled }, options);
  expect(answered).toEqual([['d1', '0', 'h0,h4,']]);
});

describe('exclusions', () => {
  const excludedBy =
    "strcat(iff(ProcessCommandLine =~ 'g' or FileName has 'exec', 'x0,', ''), iff(FolderPath has 'temp' and FileName !has 'vnc', 'x1,', ''))";
  const PIPE = `${IDENTIFIED}, ExcludedBy`;
  const judgedBy = (by: string, { every = false, pipe = PIPE } = {}) => ({
    ...onlyLabelled(huntsOf(), { every, pipe }),
    excludedBy: by,
  });
  const plain = (by: string) => plainRows(huntsOf(), ` | extend ExcludedBy = ${by}${PIPE}`);

  test('what is kept of them is what they give, also beside columns that are not kept', async () => {
    await store(...rows.map((row, i) => ({ ...row, ReportId: `${i}::BIGINT` })));
    await store({ FileName: "'vnc'", ReportId: '1000::BIGINT' }, { FileName: "'any desk'", ReportId: '1001::BIGINT' });
    const expected = await plain(excludedBy);
    for (const found of ['"x0,"', '"x1,"', '"x0,x1,"', '""']) expect(expected.join('\n')).toContain(`${found}]`);
    expect(await labelledRows(judgedBy(excludedBy))).toEqual(expected);
    expect(await labelledRows(judgedBy(excludedBy, { every: true }))).toEqual(expected);
    expect(labelFiles()).toHaveLength(4);
  });

  test('they judge each file once, a new one by itself, and anew when they change; other questions leave that be', async () => {
    await store({ FileName: "'vnc'", ProcessCommandLine: "'g'" });
    const own = engine();
    const asked = async (question: LabelledQuestion) =>
      (await own.onLabelled?.(question, options))?.rows.map((row) => row.at(-1));
    expect(await asked(judgedBy(excludedBy))).toEqual(['x0,']);
    const first = labelFiles();
    expect(first).toHaveLength(2);
    expect(await asked(onlyLabelled(huntsOf(), { pipe: IDENTIFIED }))).toEqual(['h0,h4,h6,']);
    expect(await asked(judgedBy(excludedBy))).toEqual(['x0,']);
    expect(labelFiles()).toEqual(first);
    await store({ FileName: "'vnc'", DeviceId: "'d2'", ProcessCommandLine: "'h'" });
    expect((await asked(judgedBy(excludedBy)))?.sort()).toEqual(['', 'x0,']);
    expect(labelFiles()).toEqual(expect.arrayContaining(first));
    expect(await asked(judgedBy("iff(DeviceId == 'd2', 'x0,', '')"))).toEqual(expect.arrayContaining(['x0,', '']));
    expect(labelFiles()).toHaveLength(4);
    expect(labelFiles()).not.toEqual(expect.arrayContaining(first));
  });
});
