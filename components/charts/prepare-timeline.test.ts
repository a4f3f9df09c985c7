import { expect, test } from 'vitest';
import type { Timeline } from '@/lib/sightings/model';
import { colouredTools, MOST_BANDS, OTHERS, prepareTimeline, readBuckets } from './prepare-timeline';
import { NEUTRAL } from './tool-color';

const timeline = (series: Timeline['series'], partialLast = true): Timeline => ({
  window: { from: '2026-03-10T08:00:00.0000000Z', to: '2026-03-10T10:30:00.0000000Z' },
  engine: 'embedded',
  asOf: '2026-03-10T10:30:00.0000000Z',
  notices: [],
  step: '1h',
  from: '2026-03-10T08:00:00.0000000Z',
  to: '2026-03-10T11:00:00.0000000Z',
  partialLast,
  series,
});
const tools = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ tool: `T${i}`, slug: `t${i}`, isNew: false, counts: [count - i, 0, 1] }));

test('few tools keep their bands, in the order given', () => {
  const drawn = prepareTimeline(timeline(tools(MOST_BANDS)), 'UTC');
  expect(drawn.bands.map((band) => band.slug)).toEqual(tools(MOST_BANDS).map(({ slug }) => slug));
  expect(drawn.others).toEqual([]);
});

test('many tools: the rest is one band that says how many it holds, and no event is lost', () => {
  const drawn = prepareTimeline(timeline(tools(20)), 'UTC');
  expect(drawn.bands).toHaveLength(MOST_BANDS);
  expect(drawn.bands.at(-1)).toMatchObject({ slug: OTHERS, tool: '13 others', counts: [91, 0, 13] });
  expect(drawn.totals).toEqual([210, 0, 20]);
  expect(drawn.max).toBe(210);
});

test('new tools have a colour even when they are small, the rest is neutral, and the table agrees with the legend', () => {
  const series = tools(70).map((one, i) => ({ ...one, isNew: i > 60 }));
  const drawn = prepareTimeline(timeline(series), 'UTC');
  const coloured = ['t0', 't1', 't2', 't3', 't61', 't62', 't63'];
  expect(drawn.bands.map(({ slug }) => slug)).toEqual([...coloured, OTHERS]);
  expect(new Set(drawn.others.map(({ color }) => color))).toEqual(new Set([NEUTRAL]));
  expect(drawn.others).toHaveLength(63);
  expect(colouredTools({ series })).toEqual(new Set(coloured));
  expect(colouredTools({ series: tools(MOST_BANDS) })).toBeNull();
});

test('the vertical axis ends on a round value that holds the highest bar', () => {
  const top = (max: number) => prepareTimeline(timeline([{ tool: 'T', slug: 't', isNew: false, counts: [max] }]), 'UTC').levels;
  expect(top(0)).toEqual([0, 1]);
  expect(top(7)).toEqual([0, 4, 8]);
  expect(top(210)).toEqual([0, 200, 400]);
  expect(top(1000)).toEqual([0, 500, 1000]);
});

test('no tools: nothing is drawn and nothing breaks', () => {
  expect(prepareTimeline(timeline([]), 'UTC')).toMatchObject({ bands: [], buckets: 0, totals: [], max: 1 });
});

test('a bucket is read out with its tools, most first, and the last one is incomplete', () => {
  const data = timeline([
    { tool: 'AnyDesk', slug: 'anydesk', isNew: false, counts: [1, 0, 0] },
    { tool: 'RealVNC', slug: 'realvnc', isNew: false, counts: [1200, 0, 1] },
  ]);
  const drawn = prepareTimeline(data, 'UTC');
  expect(readBuckets(data, drawn, { first: 0, last: 0 }, 'UTC')).toBe(
    '2026-03-10 08:00 – 09:00: 1,201 events · RealVNC 1,200, AnyDesk 1',
  );
  expect(readBuckets(data, drawn, { first: 1, last: 1 }, 'UTC')).toBe('2026-03-10 09:00 – 10:00: 0 events');
  expect(readBuckets(data, drawn, { first: 2, last: 2 }, 'UTC')).toBe(
    '2026-03-10 10:00 – 11:00 (incomplete): 1 event · RealVNC 1',
  );
  expect(readBuckets(data, drawn, { first: 0, last: 2 }, 'UTC'), 'those that are dragged over, together').toBe(
    '2026-03-10 08:00 – 11:00 (incomplete): 1,202 events · RealVNC 1,201, AnyDesk 1',
  );
});
