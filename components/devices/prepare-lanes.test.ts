import { describe, expect, test } from 'vitest';
import type { DeviceLane } from '@/lib/devices/model';
import { aRow } from '@/lib/sightings/fixtures';
import { signals } from '@/lib/tables/tables';
import { prepareLanes, readLanes } from './prepare-lanes';

const axis = { from: '2026-03-10T00:00:00.0000000Z', step: '1h', buckets: 10 };
const window = { from: '2026-03-10T00:30:00.0000000Z', to: '2026-03-10T09:15:00.0000000Z' };
const at = (clock: string) => `2026-03-10T${clock}:00.0000000Z`;

function lane(part: Partial<DeviceLane>): DeviceLane {
  const [firstSeen, lastSeen] = [part.firstSeen ?? at('02:00'), part.lastSeen ?? at('04:30')];
  return {
    ...aRow({ firstSeen, lastSeen, count: 1200, activity: [0, 0, 1199, 0, 1, 0, 0, 0, 0, 0] }),
    signals: [{ signal: 'process', huntIds: ['h'], firstSeen, lastSeen, count: 1200 }],
    startedBy: [],
    ...part,
  };
}

describe('lanes on an axis of 10 hours, 500 wide', () => {
  const draw = (...lanes: DeviceLane[]) => prepareLanes({ axis, window, lanes }, 'UTC', 500);

  test('a line runs from first to last seen; both ends of the window are marked', () => {
    const { lanes, from, to } = draw(lane({}));
    expect(lanes[0]).toMatchObject({ left: 100, right: 225 });
    expect([from, to]).toEqual([25, 462.5]);
  });

  test('the words of a signal stand where there is room: after its line, before it, or over it', () => {
    const words = (firstSeen: string, lastSeen: string) => draw(lane({ firstSeen, lastSeen })).lanes[0]?.signals[0];
    expect(words(at('02:00'), at('04:30'))).toMatchObject({ words: 'process 1,200', wordsAt: 232, anchor: 'start' });
    expect(words(at('08:00'), at('09:15'))).toMatchObject({ wordsAt: 393, anchor: 'end' });
    expect(words(at('01:00'), at('09:00'))).toMatchObject({ wordsAt: 195, anchor: 'start' });
  });

  test('every signal has its own row inside the lane', () => {
    const part = { signal: 'process' as const, huntIds: [], firstSeen: at('02:00'), lastSeen: at('03:00'), count: 1 };
    const rows = draw(lane({ signals: signals.map((signal) => ({ ...part, signal })) })).lanes[0]?.signals;
    expect(rows?.map(({ y }) => y)).toEqual(signals.map((_, i) => 53 + 14 * i));
    expect(draw(lane({})).form.height).toBe(50 + 14 * signals.length);
  });

  test('dozens of lanes are compact: one line each, without the lines of signals', () => {
    const { form, lanes } = draw(...Array.from({ length: 30 }, () => lane({})));
    expect(30 * form.height).toBeLessThan(1100);
    expect(new Set(lanes.map(({ color }) => color))).toEqual(new Set(['var(--tool-other)']));
    expect(lanes[0]).toMatchObject({ left: 100, right: 225, signals: [] });
    expect(draw(...Array.from({ length: 8 }, () => lane({}))).lanes[0]?.signals).toHaveLength(1);
  });

  test('among dozens of lanes those that are new or chosen have a colour', () => {
    const many = Array.from({ length: 30 }, (_, i) => lane({ toolSlug: `t${i}`, isNew: i === 3 }));
    const { lanes } = prepareLanes({ axis, window, lanes: many }, 'UTC', 500, ['t7', null]);
    expect(lanes.flatMap(({ color }, i) => (color === 'var(--tool-other)' ? [] : [i]))).toEqual([3, 7]);
  });

  test('a label of the axis that would leave the chart is written to the left', () => {
    const { ticks } = draw(lane({}));
    expect(ticks.every(({ x, anchor }) => (anchor === 'end') === x > 424)).toBe(true);
    expect(ticks[0]).toMatchObject({ x: 0, label: '03-10' });
  });

  test('times outside the axis are held at its ends', () => {
    const { lanes } = draw(lane({ firstSeen: '2026-03-09T00:00:00.0000000Z', lastSeen: '2026-03-11T00:00:00.0000000Z' }));
    expect(lanes[0]).toMatchObject({ left: 0, right: 500 });
  });
});

describe('a bucket in words', () => {
  const lanes = [lane({}), lane({ tool: 'TeamViewer', toolSlug: 'teamviewer', activity: [0, 0, 3, 0, 0, 0, 0, 0, 0, 2] })];

  test('names the lane, and what else happened then', () => {
    expect(readLanes({ axis, window, lanes }, { lane: 0, bucket: 2 }, 'UTC')).toBe(
      '2026-03-10 02:00 – 03:00: AnyDesk 1,199 events · also TeamViewer 3',
    );
    expect(readLanes({ axis, window, lanes }, { lane: 0, bucket: 4 }, 'Europe/Zurich')).toBe(
      '2026-03-10 05:00 – 06:00: AnyDesk 1 event',
    );
  });

  test('says where the window cuts a bucket, and nothing of a lane that is gone', () => {
    expect(readLanes({ axis, window, lanes }, { lane: 1, bucket: 0 }, 'UTC')).toContain(
      '01:00 (cut by the window): TeamViewer 0',
    );
    expect(readLanes({ axis, window, lanes }, { lane: 1, bucket: 9 }, 'UTC')).toContain(
      '(cut by the window): TeamViewer 2 events',
    );
    expect(readLanes({ axis, window, lanes }, { lane: 7, bucket: 0 }, 'UTC')).toBe('');
  });
});
