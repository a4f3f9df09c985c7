import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { toolFacts } from './facts.server';
import { knownTools } from './known';
import { parseToolFacts } from './model';

const tools = await toolFacts();

test('each tool has a file of its own, named by its slug, and related tools are there', () => {
  const files = readdirSync(path.join(__dirname, 'facts')).map((file) => file.replace(/\.json$/, ''));
  expect(tools.map(({ slug }) => slug).sort()).toEqual(files.sort());
  expect(tools.length).toBeGreaterThanOrEqual(250);
  const slugs = new Set(files);
  expect(tools.flatMap(({ slug, related }) => related.filter((other) => !slugs.has(other) || other === slug))).toEqual([]);
});

test('no fact is hunted and called ordinary at once', () => {
  const lists = ['companies', 'signers', 'files', 'domains'] as const;
  const both = tools.flatMap((tool) =>
    lists.flatMap((list) =>
      (tool.ordinary[list] ?? []).filter((fact) => tool[list].some((own) => own.toLowerCase() === fact.toLowerCase())),
    ),
  );
  expect(both).toEqual([]);
});

test('a tool is known by its name and its other names; a name comes before another tool’s alias', () => {
  const toolOf = knownTools(tools);
  expect(['anydesk', 'ninjaone', 'connectwise-control', 'nobody'].map(toolOf)).toEqual([
    ...['AnyDesk', 'NinjaRMM', 'ScreenConnect', undefined],
  ]);
  expect(tools.map(({ slug }) => toolOf(slug))).toEqual(tools.map(({ name }) => name));
});

const acme = { name: 'Acme', vendor: null, site: null, category: 'rmm', sources: ['LOLRMM'] };
test.each([
  ['a wildcard', { domains: ['*.acme.com'] }],
  ['a path as a file', { files: ['C:\\acme.exe'] }],
  ['the same twice', { signers: ['Acme', 'ACME'] }],
  ['a line break', { companies: ['Acme\nInc'] }],
  ['an unknown key', { company: ['Acme'] }],
])('%s is no fact', (_, facts) => {
  expect(parseToolFacts(acme).slug).toBe('acme');
  expect(() => parseToolFacts({ ...acme, ...facts })).toThrow();
});
