import { expect, test } from 'vitest';
import { addTicks } from '@/lib/shared/time';
import { Database, NOW } from '../cases/database';
import { splice } from './edits';
import { nowEdits } from './now';
import { parseKql } from './parse';

const pinned = (kql: string) => splice(kql, nowEdits(parseKql(kql, []), NOW));
const DAY = 864_000_000_000n;

test.each([
  ['print now()', NOW],
  ['print now( )', NOW],
  ['print now(-5d)', addTicks(NOW, -5n * DAY)],
  ['print ago(5d)', addTicks(NOW, -5n * DAY)],
  ['let length = 1d; print ago(length + 1d) - 1d', addTicks(NOW, -3n * DAY)],
  ['print ago(now() - ago(2d))', addTicks(NOW, -2n * DAY)],
  ['print ago(-1d)', addTicks(NOW, DAY)],
  ['let ago = 5; print now() - ago * 1d', addTicks(NOW, -5n * DAY)],
])('%s means its own present, whenever it is asked', async (kql, instant) => {
  const database = await Database.open([]);
  const text = pinned(kql);
  expect(text).not.toMatch(/now\(|ago\(/);
  const { rows } = await database.ask(text, { now: addTicks(NOW, 777n * DAY) });
  expect(rows).toEqual([[instant]]);
});

test('what only looks like it stays', () => {
  const kql = "print x = 'now()', ago = 1 // ago(5d)";
  expect(pinned(kql)).toBe(kql);
});
