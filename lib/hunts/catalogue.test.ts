import { expect, test } from 'vitest';
import { type Signal, tableOfSignal } from '@/lib/tables/tables';
import { catalogue } from './catalogue.server';

const builtIn = catalogue();
/** The columns that hunts of the catalogue may filter on: of a signal without hunts there are none. */
const columnOf: Partial<Record<Signal, RegExp>> = {
  process: /^(FileName|FolderPath|ProcessVersionInfo\w+)$/,
  network: /^(RemoteUrl|InitiatingProcess(FileName|FolderPath|VersionInfo\w+))$/,
  signature: /^(Signer|Issuer)$/,
};

test('the built-in catalogue has no faults, and at least 14 tools in all three signals', async () => {
  const { hunts, faults } = await builtIn;
  expect(faults).toEqual([]);
  const signalsOf = (slug: string) => new Set(hunts.filter(({ toolSlug }) => toolSlug === slug).map(({ signal }) => signal));
  const tools = [...new Set(hunts.map(({ toolSlug }) => toolSlug))];
  expect(tools.filter((slug) => signalsOf(slug).size === 3).length).toBeGreaterThanOrEqual(14);
  expect(hunts.find(({ id }) => id === '865f9d1e-a01a-46b9-a909-2f93fbab5331')?.toolSlug).toBe('realvnc');
});

test('each hunt reads its signal’s table, filters on columns of that signal and keeps the family’s form', async () => {
  for (const { file, query, signal, requiredDataConnectors, name, tool, relevantTechniques } of (await builtIn).hunts) {
    const table = tableOfSignal[signal];
    expect(requiredDataConnectors, file).toEqual([{ connectorId: 'MicrosoftThreatProtection', dataTypes: [table] }]);
    expect(relevantTechniques, file).toEqual(['T1219']);
    expect(name, file).toMatch(`Remote Management and Monitoring tool - ${tool} - `);
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
