import { expect, test } from 'vitest';
import type { HuntSummary } from '@/lib/catalogue/model';
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

const hunts = [
  aHunt('TeamViewer', 'process', { relevantTechniques: ['T1219'], connectors: ['M365'] }),
  aHunt('AnyDesk', 'network', { relevantTechniques: ['T1219', 'T1105'] }),
  aHunt('AnyDesk', 'process', { relevantTechniques: ['T1219'], description: 'One file.' }),
];

test('a row a tool, by name, with its hunts by signal and what they name once', () => {
  const [first, second] = toolRows(hunts, '');
  expect(first).toMatchObject({ tool: 'AnyDesk', slug: 'anydesk', techniques: ['T1219', 'T1105'], connectors: [] });
  expect(first?.hunts).toMatchObject({ process: [hunts[2]], network: [hunts[1]], signature: [] });
  expect(second).toMatchObject({ tool: 'TeamViewer', connectors: ['M365'] });
});

test('every word must be in a hunt, in any case', () => {
  expect(toolRows(hunts, ' ANYDESK  file ').map(({ hunts: of }) => of)).toEqual([{ ...bySignal(() => []), process: [hunts[2]] }]);
  expect(toolRows(hunts, 't1105')).toHaveLength(1);
  expect(toolRows(hunts, 'nothing')).toEqual([]);
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
      '',
    );
  expect(sameMitre(of(['T1219', 'T1105'], ['T1105', 'T1219']))).toEqual({ tactics: ['Impact'], techniques: ['T1219', 'T1105'] });
  expect(sameMitre(of(['T1219'], ['T1105']))).toBeNull();
  expect(sameMitre([])).toBeNull();
});

test('a name is shortened to what its place does not say', () => {
  expect(shortName({ tool: 'AnyDesk', name: 'RMM tool - AnyDesk - Create Process' })).toBe('Create Process');
  expect(shortName({ tool: 'AnyDesk from a share', name: 'AnyDesk from a share' })).toBe('AnyDesk from a share');
});
