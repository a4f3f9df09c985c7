import { expect, test } from 'vitest';
import { longestGap } from './longest-gap';
import { SharedRun } from './shared-run';
import { inSlices } from './turns';

const PIECES = 100;

/** Some milliseconds in which nothing else runs. */
function busy(): void {
  const end = performance.now() + 4;
  while (performance.now() < end);
}

test('those who waited for one run leave the loop to others between them', async () => {
  const shared = new SharedRun(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
  const all = () => Promise.all(Array.from({ length: PIECES }, () => shared.wait().then(busy)));
  const began = performance.now();
  const [gap] = await longestGap(all);
  expect(gap).toBeLessThan((performance.now() - began) / 4);
});

test('long work in slices does all of it in order, and leaves the loop to others', async () => {
  const items = Array.from({ length: 256 * PIECES }, (_, i) => i);
  const done: number[] = [];
  const began = performance.now();
  const [gap] = await longestGap(() =>
    inSlices(items, (item, index) => {
      if (index % 256 === 0) busy();
      done.push(item);
    }),
  );
  expect(done).toEqual(items);
  expect(gap).toBeLessThan((performance.now() - began) / 4);
});
