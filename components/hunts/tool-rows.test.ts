import { expect, test } from 'vitest';
import type { HuntSummary } from '@/lib/catalogue/model';
import { defaultHuntsParams, type HuntsParams } from '@/lib/hunts/params';
import { bySignal, type Signal } from '@/lib/tables/tables';
import { sameConnectors, sameMitre, shortName, toolRows } from './tool-rows';

function aHunt(tool: string, signal: Signal, more: Partial<HuntSummary> = {}): HuntSummary {
  const name = `RMM tool - ${tool} - ${signal}`;
  const rest = {
    description: '',
    confidence: 'high' as const,
    binary: null,
    table: 'T',
    tactics: [],
    relevantTechniques: [],
    connectors: [],
    file: '',
    notFused: null,
    notSwept: null,
    fault: null,
    missingTable: null,
  };
  return { id: `${tool} ${signal}`, name, tool, toolSlug: tool.toLowerCase(), signal, ...rest, ...more };
}

const asked = (more: Partial<HuntsParams>) => ({ ...defaultHuntsParams, ...more });
const q = (words: string) => asked({ q: words });

const hunts = [
  aHunt('TeamViewer', 'process', { relevantTechniques: ['T1219'], connectors: ['M365'] }),
  aHunt('AnyDesk', 'network', { relevantTechniques: ['T1219', 'T1105'] }),
  aHunt('AnyDesk', 'process', { relevantTechniques: ['T1219'], description: 'One file.' }),
];

test('a row a tool, by name, with its hunts by signal and what they name once', () => {
  const [first, second] = toolRows(hunts, q(''), undefined);
  expect(first).toMatchObject({ tool: 'AnyDesk', slug: 'anydesk', techniques: ['T1219', 'T1105'], connectors: [] });
  expect(first?.hunts).toMatchObject({ process: [hunts[2]], network: [hunts[1]], signature: [] });
  expect(second).toMatchObject({ tool: 'TeamViewer', connectors: ['M365'] });
});

test('every word must be in a hunt, in any case', () => {
  expect(toolRows(hunts, q(' ANYDESK  file '), undefined).map(({ hunts: of }) => of)).toEqual([
    { ...bySignal(() => []), process: [hunts[2]] },
  ]);
  expect(toolRows(hunts, q('t1105'), undefined)).toHaveLength(1);
  expect(toolRows(hunts, q('nothing'), undefined)).toEqual([]);
});

test('connectors are said once when all hunts name the same', () => {
  const hunt = (connectors: string[]) => aHunt('AnyDesk', 'process', { connectors });
  expect(sameConnectors([hunt(['A', 'B']), hunt(['B', 'A'])])).toBe('A, B');
  expect(sameConnectors([hunt([]), hunt([])])).toBe('none named');
  expect(sameConnectors([hunt(['A']), hunt([])])).toBeNull();
  expect(sameConnectors([])).toBeNull();
});

test('tactics and techniques are said once when all tools have the same', () => {
  const of = (...techniques: string[][]) =>
    toolRows(
      techniques.map((relevantTechniques, i) => aHunt(`T${i}`, 'process', { tactics: ['Impact'], relevantTechniques })),
      q(''),
      undefined,
    );
  expect(sameMitre(of(['T1219', 'T1105'], ['T1105', 'T1219']))).toEqual({ tactics: ['Impact'], techniques: ['T1219', 'T1105'] });
  expect(sameMitre(of(['T1219'], ['T1105']))).toBeNull();
  expect(sameMitre([])).toBeNull();
});

test('a name is shortened to what its place does not say', () => {
  expect(shortName({ tool: 'AnyDesk', name: 'RMM tool - AnyDesk - Create Process' })).toBe('Create Process');
  expect(shortName({ tool: 'AnyDesk', name: 'RMM tool - AnyDesk - Create Process (File Name)' })).toBe('File Name');
  expect(shortName({ tool: 'AnyDesk from a share', name: 'AnyDesk from a share' })).toBe('AnyDesk from a share');
});

const seen = (devices: number, lastSeen: string) => ({ devices, events: 1, firstSeen: lastSeen, lastSeen, isNew: false });
const tools = new Map(
  [
    { tool: 'AnyDesk', slug: 'anydesk', vendor: 'AnyDesk Software', hunts: 2, seen: null },
    { tool: 'TeamViewer', slug: 'teamviewer', vendor: 'TeamViewer SE', hunts: 1, seen: seen(3, '2026-03-10T00:00:00.0000000Z') },
  ].map((tool) => [tool.slug, tool]),
);
const slugs = (more: Partial<HuntsParams>, known: typeof tools | undefined = tools) =>
  toolRows(hunts, asked(more), known).map(({ slug, hunts: of }) => `${slug} ${Object.values(of).flat().length}`);

test.each<[Partial<HuntsParams>, string[]]>([
  [{ signal: ['network'] }, ['anydesk 1']],
  [{ technique: ['T1105'] }, ['anydesk 1']],
  [{ confidence: ['low'] }, []],
  [{ found: 'yes' }, ['teamviewer 1']],
  [{ found: 'no' }, ['anydesk 2']],
  [{ alone: true }, []],
  [{ q: 'software' }, ['anydesk 2']],
  [{ sort: { key: 'devices', descending: true } }, ['teamviewer 1', 'anydesk 2']],
  [{ sort: { key: 'tool', descending: true } }, ['teamviewer 1', 'anydesk 2']],
  [{ sort: { key: 'vendor', descending: false } }, ['anydesk 2', 'teamviewer 1']],
])('%j leaves the tools with the hunts that pass', (more, left) => {
  expect(slugs(more)).toEqual(left);
});

test('a technique holds its sub-techniques, never one whose id only begins alike', () => {
  const of = (id: string) => [aHunt('A', 'process', { relevantTechniques: [id] })];
  const left = (id: string) => toolRows(of(id), asked({ technique: ['T1219'] }), undefined).length;
  expect([left('T1219'), left('T1219.002'), left('T12190')]).toEqual([1, 1, 0]);
});

test('what was found is undefined until it is known, and null for nothing', () => {
  expect(toolRows(hunts, asked({}), undefined).map((row) => row.seen)).toEqual([undefined, undefined]);
  expect(toolRows(hunts, asked({}), tools)[0]?.seen).toBeNull();
});
