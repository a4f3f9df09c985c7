import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import { longestGap } from '@/lib/shared/longest-gap';
import { PACKED_AS, WrittenJson } from '@/lib/shared/written-json';
import { readJson } from './read-json';
import { respond, writtenJson } from './respond';

const told = async (fault: Fault) => {
  const response = await respond(() => Promise.reject(fault));
  return [response.status, response.headers.get('content-type'), await response.json()];
};

test('a conflict carries the state there is, a bad input its fields', async () => {
  expect(await told(new Fault('conflict', 'Changed.', { state: { revision: 3 } }))).toEqual([
    409,
    'application/problem+json',
    { type: 'about:blank', title: 'Conflict', status: 409, detail: 'Changed.', current: { revision: 3 } },
  ]);
  expect((await told(new Fault('bad-input', 'tool: missing', { fields: { tool: 'missing' } })))[2]).toEqual({
    type: 'about:blank',
    title: 'Bad request',
    status: 400,
    detail: 'tool: missing',
    fields: { tool: 'missing' },
  });
});

test('too many say when to ask again', async () => {
  const after = async (options: object) =>
    (await respond(() => Promise.reject(new Fault('too-many', 'Wait.', options)))).headers.get('retry-after');
  expect([await after({ retryAfter: 3 }), await after({})]).toEqual(['3', '5']);
});

const asked = (body: BodyInit | null) => new Request('http://x/', { method: 'POST', body });

test('a body is a JSON object of at most a megabyte', async () => {
  expect(await readJson(asked('{"tool":"AnyDesk","note":"ä"}'))).toEqual({ tool: 'AnyDesk', note: 'ä' });
  await expect(readJson(asked(null))).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining('no body') });
  expect(await readJson(asked('{"id":"2","note":""}'), { id: '1' }), 'the path decides').toEqual({ id: '1', note: '' });
  for (const other of ['tool=AnyDesk', '[]', 'null', '"x"'])
    await expect(readJson(asked(other)), other).rejects.toMatchObject({ kind: 'bad-input' });
  await expect(readJson(asked(`{"x":"${'x'.repeat(1024 ** 2)}"}`))).rejects.toThrow(/longer than/);
});

test('written JSON is packed once, for those who can unpack it', async () => {
  const body = new WrittenJson('{"rows":["ä"]}');
  const answer = (encoding?: string) =>
    writtenJson(new Request('http://x/', { headers: encoding === undefined ? {} : { 'accept-encoding': encoding } }), body);
  for (const encoding of ['gzip, deflate, br', 'br;q=1.0, gzip;q=0.8', 'GZIP']) {
    const response = await answer(encoding);
    expect(response.headers.get(PACKED_AS), encoding).toBe('gzip');
    expect(response.headers.get('vary'), encoding).toBe('accept-encoding');
    expect(gunzipSync(await response.arrayBuffer()).toString(), encoding).toBe(body.text);
  }
  expect(await body.packed()).toBe(await body.packed());
  for (const encoding of [undefined, 'identity', 'br', 'gzip;q=0', 'gzip; q=0.0, br']) {
    const response = await answer(encoding);
    expect(response.headers.get(PACKED_AS), encoding).toBeNull();
    expect(await response.text(), encoding).toBe(body.text);
  }
});

test('answers that are there at once are sent one after the other, so that others are answered between them', async () => {
  const send = () => {
    const end = performance.now() + 4;
    while (performance.now() < end);
  };
  const began = performance.now();
  const [gap] = await longestGap(() =>
    Promise.all(Array.from({ length: 100 }, () => respond(async () => new Response('')).then(send))),
  );
  expect(gap).toBeLessThan((performance.now() - began) / 4);
});
