import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Signal, signalFacts, tableOfSignal } from '@/lib/tables/tables';
import { catalogue } from './catalogue.server';

const builtIn = catalogue();
/** The columns that hunts of the catalogue may filter on: of a signal without hunts there are none. */
const columnOf: Partial<Record<Signal, RegExp>> = {
  process: /^(FileName|FolderPath|ProcessVersionInfo\w+)$/,
  network: /^(RemoteUrl|InitiatingProcess(FileName|FolderPath|VersionInfo\w+))$/,
  signature: /^(Signer|Issuer)$/,
};

test('the built-in catalogue has no faults, 250 tools, and at least 120 of them in all three signals', async () => {
  const { hunts, faults } = await builtIn;
  expect(faults).toEqual([]);
  const signalsOf = (slug: string) => new Set(hunts.filter(({ toolSlug }) => toolSlug === slug).map(({ signal }) => signal));
  const tools = [...new Set(hunts.map(({ toolSlug }) => toolSlug))];
  expect(tools.length).toBeGreaterThanOrEqual(250);
  expect(tools.filter((slug) => signalsOf(slug).size === 3).length).toBeGreaterThanOrEqual(120);
  expect(hunts.find(({ id }) => id === '865f9d1e-a01a-46b9-a909-2f93fbab5331')?.toolSlug).toBe('realvnc');
});

test('the seed is as Microsoft’s pack has it', async () => {
  const text = await readFile(path.join(__dirname, 'catalogue/realvnc-process.yaml'), 'utf8');
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    '1f6ad9682bca449ccf590747c7d1437cad8b980ce16294ea7b2dccbf73eaf1ba',
  );
});

test('each hunt reads its signal’s table, filters on columns of that signal and keeps the family’s form', async () => {
  for (const { file, query, signal, requiredDataConnectors, name, tool, relevantTechniques } of (await builtIn).hunts) {
    const table = tableOfSignal[signal];
    expect(requiredDataConnectors, file).toEqual([{ connectorId: 'MicrosoftThreatProtection', dataTypes: [table] }]);
    expect(relevantTechniques.join(), file).toMatch(/^T1219(?:,T1219\.00[12]|,T1572|,T1569\.002)?$/);
    const ending = `${signalFacts[signal].nameEnding}${/( \(.*\))?$/.exec(name)?.[0]}`;
    expect(name, file).toBe(`Remote Management and Monitoring tool - ${tool} - ${ending}`);
    const [, head = '', filter = ''] =
      /^([\s\S]*\n\| where Timestamp between .*\n)\| where ([\s\S]*)\n\| summarize /.exec(query) ?? [];
    expect(head, file).toBe(`let Time_start = now(-5d);
let Time_end = now();
//
${table}
| where Timestamp between (Time_start..Time_end)
`);
    for (const term of filter.split(/\n\s*or /)) {
      expect(term.split(' ')[0], `${file}: ${term}`).toMatch(columnOf[signal] ?? `columns of the ${signal} signal`);
      expect(term, file).toMatch(/^\w+ (?:(?:has|hasprefix|startswith|=~) '[^']+'|(?:has_any|in~) \('[^']+'(?:, '[^']+')*\))$/);
    }
    expect(query, file).toMatch(/Report=make_set\(ReportId\), Count=count\(\) by DeviceId, DeviceName\n$/);
  }
});

test('no filter is so wide that it finds what is no RMM tool', async () => {
  const wide = new Set([
    ...['insight', 'viewer', 'launch', 'agent', 'support', 'connect', 'local', 'assist', 'remote desktop', 'remote access'],
    ...['google', 'microsoft', 'cisco', 'adobe', 'zoho.com', 'goto.com', 'google.com', 'microsoft.com', 'amazonaws.com'],
    'mesh',
    'goto',
    'remote',
    'zoho',
    'connectwise',
    'solarwinds',
    'level',
    'ninja',
    'kaseya',
    'logmein',
    'client32.exe',
  ]);
  for (const { file, query, signal } of (await builtIn).hunts.filter(({ signal }) => signal !== 'signature')) {
    const terms = [...query.matchAll(/'([^']+)'/g)].map(([, term = '']) => term.toLowerCase());
    const company = /CompanyName has[^\n]*'logmein'/i.test(query);
    expect(company, file).toBe(false);
    expect(
      terms.filter((term) => wide.has(term) && !(term === 'logmein' && signal === 'process')),
      file,
    ).toEqual([]);
    expect(
      terms.filter((term) => term.length < 4),
      file,
    ).toEqual([]);
  }
});
