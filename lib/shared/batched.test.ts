import { expect, test } from 'vitest';
import { batched } from './batched';
import { longestGap } from './longest-gap';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('those who ask during a read share the next one, which sees what was changed before they asked', async () => {
  let stored = 1;
  const loaded: string[][] = [];
  const read = batched('changing', async (keys: string[]) => {
    loaded.push(keys);
    const found = new Map(keys.filter((key) => key !== 'none').map((key) => [key, `${key}${stored}`]));
    await pause(5);
    return found;
  });
  const first = read('a');
  await pause(2); // it is being read
  stored = 2;
  const later = ['a', 'b', 'a', 'none'].map(read);
  expect(await first).toBe('a1');
  expect(await Promise.all(later)).toEqual(['a2', 'b2', 'a2', undefined]);
  expect(loaded).toEqual([['a'], ['a', 'b', 'none']]);
  expect(await read('b')).toBe('b2');
});

test('a read that fails fails for those who asked, and the next one is tried', async () => {
  let isDown = true;
  const read = batched('failing', async (keys: string[]) => {
    await pause(1);
    if (isDown) throw new Error('down');
    return new Map(keys.map((key) => [key, 1]));
  });
  const asked = ['a', 'b', 'c'].map((key) => read(key).catch((error: Error) => error.message));
  expect(await Promise.all(asked)).toEqual(['down', 'down', 'down']);
  isDown = false;
  expect(await read('a')).toBe(1);
});

test('many who were told at once leave the loop to others between them', async () => {
  const read = batched('crowded', async () => {
    await pause(1);
    return new Map([['a', 1]]);
  });
  const busy = () => {
    const end = performance.now() + 4;
    while (performance.now() < end);
  };
  const began = performance.now();
  const [gap] = await longestGap(() => Promise.all(Array.from({ length: 100 }, () => read('a').then(busy))));
  expect(gap).toBeLessThan((performance.now() - began) / 4);
});
