import { expect, test } from 'vitest';
import { noHistory } from '@/lib/history/ever';
import { longestGap } from '@/lib/shared/longest-gap';
import { emptyBoard } from '@/lib/triage/board.server';
import { noVerdict } from '@/lib/triage/model';
import { aSighting } from './fixtures';
import { parseSightingsParams } from './params';
import { select } from './select';
import { cachedSelection } from './selection-cache.server';
import type { SweepResult } from './sweep-result';

const at = (hour: number) => `2026-03-10T${String(hour).padStart(2, '0')}:00:00.0000000Z`;
const sweep: SweepResult = {
  engine: 'embedded',
  history: {},
  window: { from: '2026-03-06T00:00:00.0000000Z', to: '2026-03-11T00:00:00.0000000Z' },
  asOf: '2026-03-11T00:00:00.0000000Z',
  axis: { from: '2026-03-06T00:00:00.0000000Z', step: '1h', buckets: 121 },
  sightings: ['AnyDesk', 'RealVNC', 'Atera'].flatMap((tool, t) =>
    Array.from({ length: 9 }, (_, i) =>
      aSighting(tool, `ws-${i}`, {
        count: (i * 7 + t) % 5,
        firstSeen: at((i * 5) % 24),
        lastSeen: at(23 - i),
        accounts: [`a${i % 2}`],
      }),
    ),
  ),
  notices: [],
  complete: true,
};
const parts = [
  ['', 'tool=anydesk', 'tool=!atera'],
  ['', 'signal=network'],
  ['', 'new=4h', 'q=ws-1'],
  ['', 'sort=device', 'sort=-count', 'sort=accounts'],
];

test('what is held answers as a fresh selection does, whatever was asked before', async () => {
  const questions = parts.reduce<string[]>((all, more) => all.flatMap((a) => more.map((b) => `${a}&${b}`)), ['']);
  for (const query of [...questions, ...questions.reverse()]) {
    const { params } = parseSightingsParams(new URLSearchParams(query));
    expect(await cachedSelection(sweep, params, emptyBoard), query).toEqual(select(sweep, params));
  }
});

test('a verdict that was set meanwhile is seen, and filtered by', async () => {
  const { params } = parseSightingsParams(new URLSearchParams('verdict=approved'));
  expect((await cachedSelection(sweep, params, emptyBoard)).rows).toEqual([]);
  const approved = { ...noVerdict, value: 'approved' as const, revision: 1 };
  const board = { ...emptyBoard, version: '1', verdictOf: () => approved };
  const { rows, figures } = await cachedSelection(sweep, params, board);
  expect([rows.length, figures.unreviewed]).toEqual([sweep.sightings.length, 0]);
});

test('what a sweep for the history kept meanwhile is seen', async () => {
  const { params } = parseSightingsParams(new URLSearchParams('first=1'));
  expect((await cachedSelection(sweep, params, emptyBoard)).rows).toHaveLength(sweep.sightings.length);
  const long = '2025-01-01T00:00:00.0000000Z';
  const history = { ...noHistory, version: '1', onDevice: () => ({ firstSeen: long, lastSeen: long }) };
  expect((await cachedSelection(sweep, params, emptyBoard, history)).rows).toEqual([]);
});

test('many sightings are selected and ordered while the server answers others, once for equal questions', async () => {
  const many = { ...sweep, sightings: Array.from({ length: 20_000 }, (_, i) => aSighting('Atera', `ws-${(i * 7919) % 20_000}`)) };
  const { params } = parseSightingsParams(new URLSearchParams('sort=-device'));
  const began = performance.now();
  const [gap, [one, other]] = await longestGap(() =>
    Promise.all([cachedSelection(many, params, emptyBoard), cachedSelection(many, params, emptyBoard)]),
  );
  expect(gap).toBeLessThan((performance.now() - began) / 4);
  expect(other.rows).toBe(one.rows);
  expect(one).toEqual(select(many, params));
});
