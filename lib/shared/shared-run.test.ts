import { expect, test } from 'vitest';
import { SharedRun } from './shared-run';

test('is aborted when the last who waits gives up, not before', async () => {
  let run: AbortSignal | undefined;
  const shared = new SharedRun<string>((signal) => {
    run = signal;
    return new Promise(() => {});
  });
  const [a, b] = [new AbortController(), new AbortController()];
  const waits = [shared.wait(a.signal), shared.wait(b.signal)].map((w) => w.catch((e) => e.kind));
  a.abort();
  expect(await waits[0]).toBe('cancelled');
  expect(run?.aborted).toBe(false);
  b.abort();
  expect(await waits[1]).toBe('cancelled');
  expect(run?.aborted).toBe(true);
  expect(shared.abandoned).toBe(true);
});

test('what has ended is not given up by those who left in the meantime', async () => {
  const shared = new SharedRun(async () => 'found');
  expect(await shared.wait(new AbortController().signal)).toBe('found');
  await shared.wait(AbortSignal.abort()).catch(() => undefined);
  expect([shared.abandoned, await shared.wait()]).toEqual([false, 'found']);
});
