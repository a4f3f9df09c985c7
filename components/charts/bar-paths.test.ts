import { expect, test } from 'vitest';
import { barPaths } from './bar-paths';
import { prepareTimeline } from './prepare-timeline';

const area = { left: 40, top: 6, width: 300, height: 100 };
const at = (hour: string) => `2026-03-10T${hour}:00:00.0000000Z`;

function paths(counts: Record<string, number[]>) {
  const series = Object.entries(counts).map(([slug, each]) => ({ slug, tool: slug, isNew: false, counts: each }));
  const window = { from: at('08'), to: at('11') };
  const about = { window, engine: 'embedded' as const, asOf: at('11'), notices: [], step: '1h', ...window, partialLast: false };
  return barPaths(prepareTimeline({ ...about, series }, 'UTC'), area);
}

test('bars stand on one another in the order of the bands, as tall as their share of the axis', () => {
  expect(paths({ a: [50, 0, 100], b: [50, 25, 0] })).toEqual([
    'M52 106h76V56h-76zM252 106h76V6h-76z',
    'M52 56h76V6h-76zM152 106h76V81h-76z',
  ]);
});

test('one event is two pixels tall beside thousands, whichever tools share it', () => {
  const [many, few] = paths({ a: [10_000, 1, 0], b: [0, 1, 0] });
  expect(many).toContain('M152 106h76V105h-76z');
  expect(few).toBe('M152 105h76V104h-76z');
});
