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
