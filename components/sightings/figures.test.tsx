import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import type { SightingsPage } from '@/lib/sightings/model';
import { defaultParams } from '@/lib/sightings/params';
import { Figures } from './figures';

const page = (firstEver: number | null, ever: SightingsPage['ever']): SightingsPage => ({
  window: { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-10T12:00:00.0000000Z' },
  engine: 'embedded',
  asOf: '2026-03-10T12:00:00.0000000Z',
  notices: [],
  total: 4,
  rows: [],
  nextCursor: null,
  axis: { from: '2026-03-05T12:00:00.0000000Z', step: '1h', buckets: 120 },
  figures: { devices: 4, tools: 1, newSightings: 0, firstEver, unreviewed: 0, changed: 0, quiet: 0, events: 9 },
  newSince: '2026-03-10T00:00:00.0000000Z',
  quietFrom: null,
  ever,
  lookbackFrom: '2026-03-05T12:00:00.0000000Z',
  facets: { tools: [], signals: [], workspaces: [], verdicts: [], confidences: [], seenBys: [], owners: [] },
  leftOut: [],
  watched: { devices: [], showingNew: 0 },
  groups: [],
  excluded: { sightings: 0, events: 0 },
});
const shown = (asked: SightingsPage) =>
  markup(<Figures page={asked} stale={false} failed={false} params={defaultParams} ask={() => undefined} />);

test('“first ever” is a number where something is known from before the window, with how far back that is', () => {
  const { html, text } = shown(page(3, { from: '2026-02-01T00:00:00.0000000Z', gaps: 0, inHistory: true }));
  expect(text).toContain('3 first ever');
  expect(html).toContain('looking back to 2026-02-01 00:00:00 UTC');
});

test('where too little is known from before the window it is no number, and says why', () => {
  const from = '2026-03-05T12:00:00.0000000Z';
  const { html, text } = shown(page(null, { from, gaps: 0, inHistory: false }));
  expect(text).toContain('? first ever');
  expect(html).toContain('less than a day is known from before the window: no history is kept');
  expect(shown(page(null, { from, gaps: 0, inHistory: true })).html).not.toContain('no history');
});
