import { expect, test } from 'vitest';
import { aHunt } from '@/lib/hunts/fixtures';
import type { Binary, Confidence } from '@/lib/hunts/model';
import { aSighting } from './fixtures';
import { mergeTables, sweepRow } from './merge';
import { defaultParams, parseSightingsParams } from './params';
import { select } from './select';
import type { SweepResult, SweepSighting } from './sweep-result';

const selected = (found: SweepSighting[], query = '') => {
  const sweep: SweepResult = {
    history: {},
    engine: 'embedded',
    window: { from: '2026-03-06T00:00:00.0000000Z', to: '2026-03-11T00:00:00.0000000Z' },
    asOf: '2026-03-11T00:00:00.0000000Z',
    axis: { from: '2026-03-06T00:00:00.0000000Z', step: '1h', buckets: 121 },
    sightings: found,
    notices: [],
    complete: true,
  };
  return select(sweep, { ...defaultParams, ...parseSightingsParams(new URLSearchParams(query)).params });
};

const hunt = (id: string, confidence: Confidence, binary: Binary | null) => ({
  ...aHunt('AnyDesk', 'process', id),
  confidence,
  binary,
});
const hunts = new Map([
  ['h0', hunt('a', 'low', 'helper')],
  ['h1', hunt('b', 'medium', null)],
  ['h2', hunt('c', 'medium', 'main')],
]);
const merged = async (...labels: string[]) => {
  const rows = labels.map((Hunts) =>
    sweepRow.parse({ DeviceId: 'd', DeviceName: 'd', Hunts, FirstSeen: '1', LastSeen: '1', Count: '1', Activity: '[]' }),
  );
  const huntsOf = (text: string) => text.split(',').flatMap((label) => hunts.get(label) ?? []);
  const [sighting] = await mergeTables([{ sweep: { signal: 'process', huntsOf, takenBy: () => [] }, rows, earlier: [] }]);
  const [row] = sighting ? selected([sighting]).rows : [];
  return [row?.confidence, row?.binary];
};

test('a sighting is as sure as its surest hunt, and a helper only where no hunt found the tool itself', async () => {
  expect(await merged('h0,')).toEqual(['low', 'helper']);
  expect(await merged('h0,', 'h1,')).toEqual(['medium', 'helper']);
  expect(await merged('h0,h2,')).toEqual(['medium', 'main']);
  expect(await merged('h1,')).toEqual(['medium', null]);
});

const found = [
  aSighting('A', 'ws-1', { signal: 'process', confidence: 'low' }, { signal: 'network' }, { signal: 'signature' }),
  aSighting('B', 'ws-1', { signal: 'network', confidence: 'medium' }),
  aSighting('C', 'ws-1', { signal: 'signature', confidence: 'low' }, { signal: 'network', confidence: 'low' }),
  aSighting('D', 'ws-1', { signal: 'signature' }),
];
const seen = (query: string) =>
  selected(found, query).rows.map(({ tool, seenBy, confidence }) => `${tool} ${seenBy} ${confidence}`);

test('what saw a sighting stays what it was when the question is narrowed to a signal', () => {
  const all = ['A three-signals high', 'B network-only medium', 'C two-signals low', 'D signature-only high'];
  expect(seen('sort=tool')).toEqual(all);
  expect(seen('sort=tool&signal=network')).toEqual(all.slice(0, 3));
});

test('filters by confidence and by what saw it, counted for their menus', () => {
  expect(seen('confidence=low&confidence=MEDIUM&sort=-confidence')).toEqual(['B network-only medium', 'C two-signals low']);
  expect(seen('seenBy=signature-only')).toEqual(['D signature-only high']);
  const { facets } = selected(found, 'confidence=low');
  expect(facets.confidences.map(({ sightings }) => sightings)).toEqual([2, 1, 1]);
  expect(facets.seenBys.map(({ sightings }) => sightings)).toEqual([0, 1, 0, 0, 0]);
});

test('one hunt alone does not say what else saw the tool', () => {
  const [row] = selected([aSighting('A', 'ws-1', { reportIds: ['1'] })]).rows;
  expect(row?.seenBy).toBeNull();
});
