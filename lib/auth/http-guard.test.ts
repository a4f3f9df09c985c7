import { once } from 'node:events';
import { request as ask, createServer, type RequestOptions } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

vi.stubEnv('PUBLIC_URL', 'https://rmm.example.com');
const { longestGap } = await import('@/lib/shared/longest-gap');
const { guardHttpServers } = await import('./http-guard.server');
const { PACKED_AS } = await import('@/lib/shared/written-json');

/** The requests that the server behind the guard gets, as Next does. */
const reached: string[] = [];
const server = createServer(async (request, response) => {
  reached.push(`${request.method} ${request.url}`);
  const body = await text(request).catch(() => ''); // cut off
  response.end(`${body.length} bytes`);
});

beforeAll(async () => {
  guardHttpServers({ bodyMs: 300 });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => server.close());

const port = () => (server.address() as AddressInfo).port; // of a server that listens on TCP
async function send(method: string, path: string, body = '', options: RequestOptions = {}) {
  const request = ask({ host: '127.0.0.1', port: port(), method, path, ...options });
  request.on('error', () => {}); // the guard closes connections whose body it does not want
  request.end(body);
  const [response] = await once(request, 'response');
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test('what Next answers goes through, with HSTS where people come by https', async () => {
  for (const path of ['/hunts', '/devices/%25ff?q=%ff', '/api/status'])
    expect(await send('GET', path)).toMatchObject({ status: 200, headers: { 'strict-transport-security': 'max-age=31536000' } });
  expect(await send('POST', '/sign-in', 'x'.repeat(16 * 1024))).toMatchObject({ status: 200, body: '16384 bytes' });
  expect(await send('POST', '/api/imports?name=x', 'x'.repeat(1_000_000))).toMatchObject({ status: 200, body: '1000000 bytes' });
});

test('the type of JSON is one text, without which Next compresses nothing', async () => {
  const typeOf: unknown[] = [];
  const asNext = createServer((_, response) => {
    for (const type of ['application/json', 'text/csv']) {
      response.setHeader('Content-Type', [type]);
      typeOf.push(response.getHeader('content-type'));
    }
    response.end();
  });
  await once(asNext.listen(0, '127.0.0.1'), 'listening');
  await fetch(`http://127.0.0.1:${(asNext.address() as AddressInfo).port}`);
  asNext.close();
  expect(typeOf).toEqual(['application/json', ['text/csv']]);
});

test('what a route has packed goes out as such, though Next drops its content-encoding', async () => {
  const asNext = createServer((_, response) => {
    response.setHeader('content-type', ['application/json']);
    response.setHeader(PACKED_AS, ['gzip']);
    response.end(gzipSync('{"rows":[]}'));
  });
  await once(asNext.listen(0, '127.0.0.1'), 'listening');
  const answer = await fetch(`http://127.0.0.1:${(asNext.address() as AddressInfo).port}`);
  expect(await answer.json()).toEqual({ rows: [] });
  expect(answer.headers.has(PACKED_AS)).toBe(false);
  asNext.close();
});

test('a crowd that comes at once is let in one by one, and others are answered meanwhile', async () => {
  const asNext = createServer((_, response) => {
    const end = performance.now() + 4; // Next does so much before it waits for anything
    while (performance.now() < end);
    response.end();
  });
  await once(asNext.listen(0, '127.0.0.1'), 'listening');
  const address = `http://127.0.0.1:${(asNext.address() as AddressInfo).port}`;
  const crowd = () => Promise.all(Array.from({ length: 80 }, async () => (await fetch(address)).text()));
  await crowd(); // opens the connections
  const began = performance.now();
  const [gap] = await longestGap(crowd);
  expect(gap).toBeLessThan((performance.now() - began) / 4);
  asNext.close();
});

test('a probe is answered before Next, unless it comes by a foreign host', async () => {
  const before = reached.length;
  const probe = await send('GET', '/api/health', '', { headers: { host: 'rmm.example.com' } });
  expect(probe).toMatchObject({ status: 200, body: '{"status":"ok"}', headers: { 'cache-control': 'no-store' } });
  expect(probe.headers['x-frame-options']).toBe('DENY');
  expect((await send('HEAD', '/api/health', '', { headers: { host: 'rmm.example.com' } })).status).toBe(200);
  expect(reached.length).toBe(before);
  await send('GET', '/api/health', '', { headers: { host: 'evil.example' } });
  expect(reached.at(-1)).toBe('GET /api/health');
});

test.each([
  ['TRACE', '/', 405, 'text/plain; charset=utf-8'],
  ['TRACE', '/api/status', 405, 'application/problem+json'],
  ['PROPFIND', '/', 405, 'text/plain; charset=utf-8'],
  ['GET', '/hunts/%', 400, 'text/plain; charset=utf-8'],
  ['GET', 'http://evil.example/hunts', 400, 'text/plain; charset=utf-8'],
  ['GET', '/devices/%ff', 400, 'text/plain; charset=utf-8'],
  ['GET', '/%c0%ae%c0%ae/', 400, 'text/plain; charset=utf-8'],
  ['GET', '/api/%?q=1', 400, 'application/problem+json'],
])('%s %s is answered %i in words, with the headers of every answer', async (method, path, status, type) => {
  const before = reached.length;
  const answer = await send(method, path);
  expect(answer).toMatchObject({
    status,
    headers: { 'content-type': type, 'cache-control': 'no-store', 'x-frame-options': 'DENY' },
  });
  expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
  expect(answer.headers['strict-transport-security']).toBeDefined();
  if (status === 405) expect(answer.headers.allow).toContain('GET');
  if (type.includes('json')) expect(JSON.parse(answer.body)).toMatchObject({ status, title: expect.any(String) });
  expect(reached.length).toBe(before);
});

test.each(['/sign-in', '/', '/api/sign-out', '/api/importsx'])(
  'a long body for %s is refused before it is read',
  async (path) => {
    const before = reached.length;
    expect((await send('POST', path, 'x'.repeat(16 * 1024 + 1))).status).toBe(413);
    expect(reached.length).toBe(before);
  },
);

test('a body that does not arrive ends its connection; an upload may take its time', async () => {
  const slow = async (path: string) => {
    const socket = connect(port(), '127.0.0.1');
    socket.on('error', () => {});
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nx`);
    const closed = await Promise.race([once(socket, 'close').then(() => true), new Promise((r) => setTimeout(r, 900, false))]);
    socket.destroy();
    return closed;
  };
  const paths = ['/sign-in', '/api/verdicts', '/api/handovers/x/publish', '/api/devices/x/notes', '/api/imports?name=x'];
  expect(await Promise.all(paths.map(slow))).toEqual([true, true, true, true, false]);
  expect(server.requestTimeout).toBe(3_600_000);
});
