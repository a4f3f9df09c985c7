import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MessageChannel } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { startThread } from './programs';

test('a thread starts from its TypeScript', async () => {
  const { port1, port2 } = new MessageChannel();
  const url = pathToFileURL(path.resolve('lib/engines/azure/body-thread/worker.ts'));
  const worker = startThread(url, { workerData: { port: port2 }, transferList: [port2] });
  const first = new Promise((resolve, reject) => {
    port1.once('message', resolve);
    worker.once('error', reject);
  });
  expect(await first).toBe('ready');
  await worker.terminate();
});
