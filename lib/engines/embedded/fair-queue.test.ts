import { expect, test } from 'vitest';
import { FairQueue } from './fair-queue';

/** A queue whose tasks end when they are told to, and what has begun so far. */
function held(queue: FairQueue) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const add = (caller: string, name: string, signal?: AbortSignal) =>
    queue.run(
      caller,
      async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.push(resolve));
        return name;
      },
      signal,
    );
  const endOne = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, add, endOne };
}

test('callers take turns, however many tasks one of them has', async () => {
  const { begun, add, endOne } = held(new FairQueue(1, 10));
  for (const [caller, name] of ['a1', 'a2', 'a3', 'b1', 'c1'].map((name) => [name.charAt(0), name] as const))
    void add(caller, name);
  for (let i = 0; i < 5; i++) await endOne();
  expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'a3']);
});

test('no more run at once than may, also when one fails', async () => {
  const queue = new FairQueue(2, 10);
  const { begun, add, endOne } = held(queue);
  const failing = queue.run('a', () => Promise.reject(new Error('disk')));
  await expect(failing).rejects.toThrow('disk');
  for (const name of ['1', '2', '3']) void add('a', name);
  await new Promise((resolve) => setImmediate(resolve));
  expect(begun).toEqual(['1', '2']);
  await endOne();
  expect(begun).toEqual(['1', '2', '3']);
});

test('who leaves while waiting is told at once, and takes no turn', async () => {
  const { begun, add, endOne } = held(new FairQueue(1, 10));
  void add('a', '1');
  const leaves = new AbortController();
  const left = add('a', '2', leaves.signal);
  void add('a', '3');
  leaves.abort();
  await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  await endOne();
  expect(begun).toEqual(['1', '3']);
});

test('one caller cannot fill the queue; the others still get in', async () => {
  const { add } = held(new FairQueue(1, 2));
  void add('other', 'runs');
  for (const name of ['1', '2']) void add('a', name);
  await expect(add('a', '3')).rejects.toMatchObject({ kind: 'too-many', status: 429 });
  const entered = add('b', '1');
  await expect(Promise.race([entered, Promise.resolve('waits')])).resolves.toBe('waits');
});
