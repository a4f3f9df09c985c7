import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import type { SightingsPage } from '@/lib/sightings/model';
import { defaultParams } from '@/lib/sightings/params';
import type { StatusReport } from '@/lib/status/model';
import { SightingsEmpty } from './sightings-empty';

const page: SightingsPage = {
  window: { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-10T12:00:00.0000000Z' },
  engine: 'embedded',
  asOf: '2026-03-10T12:00:00.0000000Z',
  notices: [],
  total: 0,
  rows: [],
  nextCursor: null,
  axis: { from: '2026-03-05T12:00:00.0000000Z', step: '1h', buckets: 120 },
  figures: { devices: 0, tools: 0, newSightings: 0, firstEver: 0, unreviewed: 0, changed: 0, quiet: 0, events: 0 },
  newSince: '2026-03-10T00:00:00.0000000Z',
  quietFrom: null,
  ever: null,
  lookbackFrom: '2026-02-03T12:00:00.0000000Z',
  facets: { tools: [], signals: [], workspaces: [], verdicts: [], confidences: [], seenBys: [], owners: [] },
  leftOut: [],
  watched: { devices: [], showingNew: 0 },
  groups: [],
  excluded: { sightings: 0, events: 0 },
};
const table: StatusReport['tables'][number] = {
  name: 'DeviceProcessEvents',
  present: true,
  timeColumn: 'Timestamp',
  within: null,
  rows: '10',
  firstEvent: '2026-03-01T00:00:00.0000000Z',
  lastEvent: '2026-03-09T00:00:00.0000000Z',
  fault: null,
  hunts: 3,
  connectors: [],
  lagSeconds: 0,
};
const shown = (tables: StatusReport['tables'], part: Partial<SightingsPage> = {}, params = defaultParams) =>
  markup(<SightingsEmpty page={{ ...page, ...part }} params={params} ask={() => undefined} />, { status: { tables } });

test('filters that let nothing through can be cleared', () => {
  const { text } = shown([table], {}, { ...defaultParams, q: 'x' });
  expect(text).toContain('No sighting passes these filters');
  expect(text).toContain('Clear the filters');
});

test('without telemetry the way to import is offered, and no wider window', () => {
  const { text, html } = shown([{ ...table, present: false, rows: '0', firstEvent: null, lastEvent: null }]);
  expect(text).toContain('There is no telemetry yet');
  expect(html).toMatch(/<a [^>]*href="\/status"[^>]*>.*Import files/);
  expect(text).not.toContain('last 30 days');
});

test('telemetry from before the window: says of when its newest event is, and offers the days before it', () => {
  const { text } = shown([{ ...table, firstEvent: '2026-01-01T00:00:00.0000000Z', lastEvent: '2026-02-01T12:00:00.0000000Z' }]);
  expect(text).toContain('2026-02-01 12:00:00 UTC');
  expect(text).toContain('Show the 5 days before the newest event');
});

test('a table that is not connected is named: nothing found is not said of it', () => {
  const gone = { ...table, name: 'DeviceNetworkEvents', present: false, firstEvent: null, lastEvent: null };
  const { text } = shown([table, gone]);
  expect(text).toContain('not every hunt could run');
  expect(text).toContain('DeviceNetworkEvents');
});

test('every hunt was asked and none matched; a wider window is offered where it is wider', () => {
  expect(shown([table]).text).toContain('Every hunt was asked and none matched. Look at the last 30 days');
  const month = { window: { from: '2026-02-08T12:00:00.0000000Z', to: page.window.to } };
  expect(shown([table], month).text).not.toContain('last 30 days');
});

test('where exclusions hide all that matches, it says how many and offers to show them', () => {
  const { text } = shown([table], { excluded: { sightings: 3, events: 40 } }, { ...defaultParams, q: 'x' });
  expect(text).toContain('3 sightings and 40 events are excluded');
  expect(text).toContain('Show excluded');
  expect(text).not.toContain('No sighting passes');
});
