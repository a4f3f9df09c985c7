import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { toolFacts } from '@/lib/tools/facts.server';
import { parseToolFacts } from '@/lib/tools/model';
import { parseHunt } from '../parse';
import { handWrittenFiles, huntsOf } from './hunts';
import pack from './sentinel-pack.json';
import { fewestTerms, termOf } from './terms';
import { uuidOf } from './uuid';

const tools = await toolFacts();
const folder = path.join(process.cwd(), 'lib', 'hunts', 'catalogue');
const files = readdirSync(folder);

test('the catalogue is what `npm run catalogue` writes of the facts, and what people wrote', () => {
  const written = tools.flatMap(huntsOf);
  expect(
    handWrittenFiles.filter((file) => !files.includes(file)),
    'a tool in handWritten needs a file for each signal',
  ).toEqual([]);
  const known = [...written.map(({ file }) => file), ...handWrittenFiles];
  expect([...files].sort(), 'run npm run catalogue; a hunt by hand needs its tool in handWritten').toEqual(known.sort());
  const stale = written.filter(({ file, yaml }) => readFileSync(path.join(folder, file), 'utf8') !== yaml);
  expect(
    stale.map(({ file }) => file),
    'run npm run catalogue',
  ).toEqual([]);
});

test('every family of Microsoft’s pack of hunting queries has hunts of ours in each signal that it has', () => {
  expect(Object.keys(pack)).toHaveLength(59);
  const missing = Object.entries(pack).flatMap(([slug, signals]) =>
    signals.filter((signal) => !files.some((file) => file.startsWith(`${slug}-${signal}`))).map((signal) => `${slug}-${signal}`),
  );
  expect(missing).toEqual([]);
});

test('a signature is that of one tool: one that several share would find them all by any of them', () => {
  const terms = tools.flatMap(({ signers, vendorSigners }) =>
    fewestTerms((signers.length > 0 ? signers : vendorSigners).map(termOf)),
  );
  const lower = terms.map((term) => term.toLowerCase());
  expect(lower.filter((term, i) => lower.indexOf(term) < i)).toEqual([]);
});

const acme = parseToolFacts({
  name: 'Acme Remote',
  vendor: 'Acme Inc.',
  site: null,
  category: 'remote-access',
  companies: ['Acme Holdings, Inc.', 'Acme Holdings LLC'],
  files: ['acme.exe', 'acme-tray.exe', 'ar.exe'],
  helpers: ['acmeup.exe'],
  filePrefixes: ['acme-'],
  domains: ['acme.example', 'relay.acme.example'],
  vendorSigners: ['Acme Inc.'],
  sources: ['LOLRMM'],
});
const parsed = (facts: object = {}) =>
  Object.fromEntries(huntsOf({ ...acme, ...facts }).map(({ file, yaml }) => [file, parseHunt(yaml, file).hunt]));
const filterOf = (query = '') => query.split('\n').slice(5, -3).join('\n');

test('a tool has a hunt by version info, by file, by helper, by server and by signature, each as sure as it can be', () => {
  const hunts = parsed();
  expect(
    Object.entries(hunts).map(([file, { signal, confidence, binary, tool }]) => [file, tool, signal, confidence, binary]),
  ).toEqual([
    ['acme-remote-process.yaml', 'Acme Remote', 'process', 'high', null],
    ['acme-remote-network.yaml', 'Acme Remote', 'network', 'high', null],
    ['acme-remote-signature.yaml', 'Acme Remote', 'signature', 'low', null],
    ['acme-remote-process-file.yaml', 'Acme Remote', 'process', 'medium', 'main'],
    ['acme-remote-process-helper.yaml', 'Acme Remote', 'process', 'low', 'helper'],
  ]);
  expect(filterOf(hunts['acme-remote-process.yaml']?.query)).toBe("| where ProcessVersionInfoCompanyName has 'Acme Holdings'");
  expect(filterOf(hunts['acme-remote-network.yaml']?.query)).toBe("| where RemoteUrl has 'acme.example'");
  expect(filterOf(hunts['acme-remote-process-file.yaml']?.query)).toBe(`| where FileName in~ ('acme.exe', 'ar.exe')
    or FileName startswith 'acme-'
    or ProcessVersionInfoOriginalFileName in~ ('acme.exe', 'acme-tray.exe', 'ar.exe')`);
});

test('where anybody can run the server, its programs are looked for too; commonplace tools are of low confidence', () => {
  expect(filterOf(parsed({ selfHosted: true })['acme-remote-network.yaml']?.query)).toBe(`| where RemoteUrl has 'acme.example'
    or InitiatingProcessVersionInfoCompanyName has 'Acme Holdings'`);
  const unnamed = parsed({ domains: [], companies: [] })['acme-remote-network.yaml'];
  expect(filterOf(unnamed?.query)).toContain('| where InitiatingProcessFileName in~');
  expect(unnamed?.confidence).toBe('medium');
  expect(new Set(Object.values(parsed({ category: 'terminal' })).map(({ confidence }) => confidence))).toEqual(new Set(['low']));
});

test.each([
  ['AnyDesk Software GmbH', 'AnyDesk Software'],
  ['NetSupport Ltd', 'NetSupport'],
  ['KOINO Software Co., Ltd.', 'KOINO Software'],
  ['NoMachine S.à r.l.', 'NoMachine'],
  ['Enter Srl', 'Enter Srl'],
  ['Mega Limited', 'Mega Limited'],
])('%s is found as %s', (name, term) => {
  expect(termOf(name)).toBe(term);
});

test('a term that another one finds is left out', () => {
  expect(fewestTerms(['teamviewer.com', 'router15.teamviewer.com', 'TeamViewer.com', 'myteamviewer.com'])).toEqual([
    ...['teamviewer.com', 'myteamviewer.com'],
  ]);
});

test('GUIDs are those of RFC 9562', () => {
  expect(uuidOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});
