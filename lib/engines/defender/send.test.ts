import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CallFailure } from '@/lib/engines/azure/failure';
import { readResponse } from '@/lib/engines/azure/read.server';
import { send } from './send';
import { failureOfStatus } from './status';
import { DEFENDER } from './tenant-tables';

const NOW = '2026-03-10T09:00:00.0000000Z';
const TEXT = JSON.stringify({ schema: [{ name: 's', type: 'String' }], results: [{ s: 'ü'.repeat(50_000) }] });
const state: { answer: (response: ServerResponse) => void; left: (() => void) | undefined } = {
  answer: () => {},
  left: undefined,
};
const server = createServer((request, response) => {
  response.once('close', () => state.left?.());
  request.resume().once('end', () => state.answer(response));
});
let endpoint = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address === 'object') endpoint = `http://127.0.0.1:${address?.port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function call(answer: (response: ServerResponse) => void, signal?: AbortSignal) {
  state.answer = answer;
  return send(
    { endpoint, audience: endpoint, fetch },
    { place: DEFENDER, kql: 'T', now: NOW, token: 'secret', wait: 180, signal },
  );
}

const packed = gzipSync(TEXT);
const begin = (response: ServerResponse, bytes: Buffer) => {
  response.write(bytes);
  setImmediate(() => response.destroy());
};

test('an answer comes whole, packed or not', async () => {
  const { status, body } = await call((response) => response.end(TEXT));
  expect([status, body.toString()]).toEqual([200, TEXT]);
  const zipped = await call((response) => response.setHeader('content-encoding', 'gzip').end(packed));
  expect(zipped.body.toString()).toBe(TEXT);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['no answer', (response) => response.destroy()],
  [
    'a part of its length',
    (response) => begin(response.setHeader('content-length', TEXT.length), Buffer.from(TEXT.slice(0, 99))),
  ],
  ['a part in chunks', (response) => begin(response, Buffer.from(TEXT.slice(0, 99)))],
  ['a part of what was packed', (response) => begin(response.setHeader('content-encoding', 'gzip'), packed.subarray(0, 40))],
  ['packed short, sent whole', (response) => response.setHeader('content-encoding', 'gzip').end(packed.subarray(0, 40))],
])('%s is a broken call, never a table', async (_, answer) => {
  const error = await call(answer)
    .then((response) => readResponse('defender', response, failureOfStatus, false))
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(CallFailure);
  expect(error).toMatchObject({ failure: { kind: 'broken', what: expect.not.stringContaining(endpoint) } });
});

test('the connection ends when nobody waits', async () => {
  const controller = new AbortController();
  const left = new Promise<void>((resolve) => {
    state.left = resolve;
  });
  const answer = call(() => controller.abort(), controller.signal);
  await expect(answer).rejects.toThrow();
  await left;
});
