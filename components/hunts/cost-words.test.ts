import { expect, test } from 'vitest';
import type { HuntSummary } from '@/lib/catalogue/model';
import { costWords } from './cost-words';

const hunt = (more: Partial<HuntSummary> = {}): HuntSummary => ({
  id: 'a',
  name: 'A',
  description: '',
  tool: 'A',
  toolSlug: 'a',
  signal: 'process',
  confidence: 'high',
  binary: null,
  table: 'DeviceProcessEvents',
  tactics: [],
  relevantTechniques: [],
  connectors: [],
  file: '',
  notFused: null,
  notSwept: null,
  fault: null,
  missingTable: null,
  ...more,
});

test('says which hunts share a scan and how long the last sweep took; what is not asked costs nothing', () => {
  const hunts = [hunt(), hunt(), hunt({ notFused: 'it joins' }), hunt({ fault: 'bad' }), hunt({ missingTable: 'T', table: 'T' })];
  const shared = 'A sweep asks 2 of them together, by one scan of one table, and 1 alone.';
  expect(costWords(hunts, undefined)).toBe(shared);
  expect(costWords(hunts, [{ table: 'DeviceProcessEvents', seconds: 1.234 }])).toBe(
    `${shared} The last sweep over 30 days took 1.2 s for DeviceProcessEvents.`,
  );
});
