import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HuntError } from './faults';
import { MAX_HUNT_BYTES, parseHunt } from './parse';

const id = '11111111-2222-4333-8444-555555555555';
const whole = `id: ${id}
name: Remote Management and Monitoring tool - AnyDesk - Network Connection
requiredDataConnectors:
- connectorId: MicrosoftThreatProtection
  dataTypes:
  - DeviceNetworkEvents
query: |
  DeviceNetworkEvents
  | count
`;

function faultsOf(text: string): string[] {
  try {
    parseHunt(text, 'a/b.yaml');
  } catch (error) {
    if (error instanceof HuntError) return error.message.split('\n');
    throw error;
  }
  throw new Error('it was read');
}

test('the seed is read as its author wrote it, and its tool and signal are derived', () => {
  const text = readFileSync(path.join(__dirname, 'catalogue/realvnc-process.yaml'), 'utf8');
  expect(parseHunt(text, 'realvnc-process.yaml').hunt).toEqual({
    id: '865f9d1e-a01a-46b9-a909-2f93fbab5331',
    name: 'Remote Management and Monitoring tool - RealVNC - Create Process',
    description: `Remote Monitoring and Management (RMM) programs are IT to manage remote endpoints. Attackers have begun to abuse these programs to persist or provide C2 channels.
https://github.com/jischell-msft/RemoteManagementMonitoringTools
`,
    requiredDataConnectors: [{ connectorId: 'MicrosoftThreatProtection', dataTypes: ['DeviceProcessEvents'] }],
    tactics: ['CommandAndControl'],
    relevantTechniques: ['T1219'],
    query: `let Time_start = now(-5d);
let Time_end = now();
//
DeviceProcessEvents
| where Timestamp between (Time_start..Time_end)
| where ProcessVersionInfoCompanyName has 'realvnc'
| summarize FirstSeen=min(Timestamp), LastSeen=max(Timestamp),
Report=make_set(ReportId), Count=count() by DeviceId, DeviceName
`,
    tool: 'RealVNC',
    toolSlug: 'realvnc',
    signal: 'process',
    confidence: 'high',
    binary: null,
    file: 'realvnc-process.yaml',
  });
});

test.each([
  ['left out', '', []],
  ['empty', 'tactics:\n', []],
  ['one text', 'tactics: Persistence\n', ['Persistence']],
  ['texts with commas', 'tactics: Persistence, CommandAndControl\n', ['Persistence', 'CommandAndControl']],
  ['a list', 'tactics:\n  - Persistence\n  - CommandAndControl\n', ['Persistence', 'CommandAndControl']],
  ['a list in one line', 'tactics: [Persistence]\n', ['Persistence']],
])('tactics may be %s, and techniques alike', (_, written, tactics) => {
  const text = whole + written + written.replace('tactics', 'relevantTechniques');
  expect(parseHunt(text, 'x').hunt).toMatchObject({ tactics, relevantTechniques: tactics });
});

const seed = readFileSync(path.join(__dirname, 'catalogue/realvnc-process.yaml'), 'utf8');

test('a hunt that lost its indentation, as one that is copied from a page, is read as it was', () => {
  const flat = seed.replaceAll(/^ +/gm, '');
  expect(flat).toContain('\nlet Time_start');
  const { hunt, queryPlace, idPlace } = parseHunt(flat, 'realvnc-process.yaml');
  expect(hunt).toEqual(parseHunt(seed, 'realvnc-process.yaml').hunt);
  expect(idPlace).toEqual({ line: 1, column: 5 });
  const line = flat.split('\n').findIndex((text) => text.startsWith('DeviceProcessEvents')) + 1;
  expect(queryPlace(4, 3), 'a place in the file as it is').toEqual({ line, column: 3 });
});

test.each([
  ['beside its connector', whole.replaceAll(/^(- connectorId.*\n) {2}dataTypes:\n {2}- /gm, '    $1    dataTypes:\n        - ')],
])('dataTypes %s, as in Microsoft’s pack, are those of the connector', (_, text) => {
  expect(text).not.toBe(whole);
  expect(parseHunt(text, 'x').hunt).toEqual(parseHunt(whole, 'x').hunt);
});

test('tabs in the query are no fault', () => {
  expect(parseHunt(whole.replaceAll('\n  ', '\n\t'), 'x').hunt.query).toBe('DeviceNetworkEvents\n| count\n');
});

test('what cannot be mended is told as it is in the file', () => {
  expect(faultsOf(seed.replaceAll(/^ +/gm, '').replace('id: ', 'id: x'))).toEqual([
    expect.stringMatching(/^a\/b\.yaml:\d+:1 is not YAML here/),
  ]);
});

test.each([
  ['required_data_connectors', whole.replace('requiredDataConnectors', 'required_data_connectors')],
  ['Name, ID and Query', whole.replace('name', 'Name').replace('id', 'ID').replace('query', 'Query')],
  ['datatypes', whole.replace('dataTypes', 'datatypes')],
  ['techniques', `${whole}techniques: T1219\ntactic: X\n`],
  ['a GUID in braces', whole.replace(id, `"{${id}}"`)],
])('%s is another spelling', (_, text) => {
  const { hunt } = parseHunt(text, 'x');
  const spelled = text.includes('techniques') ? { relevantTechniques: ['T1219'], tactics: ['X'] } : {};
  expect(hunt).toEqual({ ...parseHunt(whole, 'x').hunt, ...spelled });
});

test('a key twice in two spellings is a fault', () => {
  expect(faultsOf(`${whole}Name: other\n`)).toEqual(['a/b.yaml:10:1 name is there twice']);
});

test('tags tell confidence and kind; tags of other forms are left alone', () => {
  expect(parseHunt(`${whole}tags:\n- confidence-low\n- helper-binary\n`, 'x').hunt).toMatchObject({
    confidence: 'low',
    binary: 'helper',
  });
  expect(parseHunt(`${whole}tags:\n- name: x\n- 12\n`, 'x').hunt).toMatchObject({ confidence: 'high', binary: null });
});

test('what Sentinel files have besides is left alone; a byte order mark, CRLF and capitals in the id are no faults', () => {
  const text = `\uFEFF${whole.replace(id, id.replace('8444', 'A444')).replaceAll('\n', '\r\n')}version: 1.0.0\r\nentityMappings:\r\n- entityType: Host\r\n  fieldMappings: []\r\n`;
  const { hunt } = parseHunt(text, 'x');
  expect(hunt.id).toBe('11111111-2222-4333-a444-555555555555');
  expect(hunt.query).toBe('DeviceNetworkEvents\n| count\n');
  expect(Object.keys(hunt)).not.toContain('version');
});

test.each([
  ['no YAML', 'a: [1\nb: 2\n', /^a\/b\.yaml:2:1 is not YAML here: /],
  ['a tab', 'a:\n\tb: 1\n', /^a\/b\.yaml:2:1 is not YAML here: Tabs/],
  ['a tag', whole.replace('name: ', 'name: !!js/function '), /^a\/b\.yaml:2:7 is not YAML here: Unresolved tag/],
  ['two documents', `${whole}---\n${whole}`, /^a\/b\.yaml:10:1 holds several YAML documents/],
  ['nothing', '', /^a\/b\.yaml:1:1 is no hunt/],
  ['a list', '- id\n', /^a\/b\.yaml:1:1 is no hunt/],
  ['a key twice', `${whole}id: ${id}\n`, /^a\/b\.yaml:10:1 id is there twice$/],
  ['an id that is no GUID', whole.replace(id, 'anydesk'), /^a\/b\.yaml:1:5 id must be a GUID/],
  ['an id that is a number', whole.replace(id, '12'), /^a\/b\.yaml:1:5 id must be text$/],
  ['no id', whole.replace(/^id.*\n/, ''), /^a\/b\.yaml:1:1 id is missing$/],
  ['no query', whole.replace(/query:[\s\S]*/, ''), /^a\/b\.yaml:1:1 query is missing$/],
  ['an empty query', whole.replace(/query:[\s\S]*/, 'query: |\n'), /^a\/b\.yaml:7:8 query must not be empty$/],
  ['a list as query', whole.replace(/query:[\s\S]*/, 'query: [a]\n'), /^a\/b\.yaml:7:8 query must be text$/],
  ['a number in tactics', `${whole}tactics:\n- Persistence\n- 12\n`, /^a\/b\.yaml:12:3 tactics\[1\] must be text$/],
  [
    'a connector without id',
    whole.replace('connectorId', 'source'),
    /^a\/b\.yaml:4:3 requiredDataConnectors\[0\]\.connectorId is missing$/,
  ],
  [
    'connectors as text',
    whole.replace(/requiredData[\s\S]*(?=query)/, 'requiredDataConnectors: X\n'),
    /^a\/b\.yaml:3:25 requiredDataConnectors must be a list/,
  ],
  ['a name for another signal', whole.replace('Network Connection', 'Create Process'), /^a\/b\.yaml:2:7 name ends as a hunt for/],
  ['a name without a tool', whole.replace('AnyDesk - Network Connection', '…'), /^a\/b\.yaml:2:7 name names no tool/],
])('%s is a fault with its line, column and key', (_, text, fault) => {
  expect(faultsOf(text)).toEqual([expect.stringMatching(fault)]);
});

test('all faults of a file are told together', () => {
  expect(faultsOf('id: x\nname: ""\ntactics: {}\n')).toEqual([
    'a/b.yaml:1:5 id must be a GUID such as 865f9d1e-a01a-46b9-a909-2f93fbab5331',
    'a/b.yaml:2:7 name must not be empty',
    'a/b.yaml:3:10 tactics must be text or a list of texts',
    'a/b.yaml:1:1 query is missing',
  ]);
});

test('a bomb of aliases is refused at its first alias, a deep file and a large one too', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `k${i + 1}: &k${i + 1} [${Array(10).fill(`*k${i}`).join(', ')}]`);
  const [first] = faultsOf(`k0: &k0 [x]\n${levels.join('\n')}\n${whole}`);
  expect(first).toBe('a/b.yaml:2:10 uses the alias *k0; write the value out');
  for (const depth of [500, 1_000, 5_000, 50_000])
    expect(faultsOf(`a: ${'['.repeat(depth)}${']'.repeat(depth)}`), String(depth)).toEqual(expect.any(Array));
  expect(faultsOf(`a: ${'['.repeat(50_000)}`)).toEqual([expect.stringContaining('is nested too deeply')]);
  expect(faultsOf(whole + '#'.repeat(MAX_HUNT_BYTES))).toEqual(['a/b.yaml:1:1 is larger than 128 KiB']);
  expect(faultsOf(`__proto__: {id: ${id}}\n`)).toContain('a/b.yaml:1:1 id is missing');
});

test('a large file of nothing but keys is refused quickly', () => {
  const keys = Array.from({ length: 15_000 }, (_, i) => `k${i}: `).join('\n');
  const began = performance.now();
  expect(faultsOf(keys).at(-1)).toContain('query is missing');
  expect(performance.now() - began).toBeLessThan(5_000);
});

test.each([
  ['a block', 'query: |\n  DeviceNetworkEvents\n  | count', { line: 9, column: 5 }],
  ['a block after empty lines', 'query: |\n\n\n  DeviceNetworkEvents\n  | count', { line: 9, column: 5 }],
  ['a block with its indent named', 'query: |4-\n      DeviceNetworkEvents\n    | count', { line: 9, column: 7 }],
  ['a quoted text', 'query: "DeviceNetworkEvents\\n| count"', { line: 7, column: 8 }],
])('a place in the query of %s is a place in the file', (_, written, place) => {
  const { queryPlace } = parseHunt(whole.replace(/query:[\s\S]*/, `${written}\n`), 'x');
  expect(queryPlace(2, 3)).toEqual(place);
});
