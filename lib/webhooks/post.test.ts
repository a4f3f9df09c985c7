import { afterAll, expect, test } from 'vitest';
import { readAllowed } from '@/lib/shared/allowed';
import { post } from './post.server';
import { startReceiver } from './receiver';

const receiver = await startReceiver();
afterAll(() => receiver.close());

const headers = { 'webhook-id': 'msg_1' };
function send(address: string, entry: string, more: Partial<Parameters<typeof post>[1]> = {}) {
  const [target] = readAllowed(entry).targets;
  if (target === undefined) throw new Error(`${entry} is no entry`);
  return post({ url: new URL(address), target }, { body: '{"a":1}', headers, ...more });
}
/** A name server that says these addresses, one after the other. */
function resolving(...answers: string[]) {
  return (_name: string, _options: object, done: (error: null, addresses: { address: string; family: number }[]) => void) => {
    const address = answers.length > 1 ? answers.shift() : answers[0];
    done(null, [{ address: address ?? '', family: 4 }]);
  };
}

test('a message arrives with its headers, and the receiver’s words come back', async () => {
  receiver.answer((response) => response.writeHead(202).end('taken\n'));
  const path = '/hook?sig=abcdef';
  expect(await send(`${receiver.origin}${path}`, receiver.origin)).toEqual({ ok: true, status: 202, words: 'taken' });
  expect(receiver.received.at(-1)).toMatchObject({
    path,
    body: '{"a":1}',
    headers: { 'webhook-id': 'msg_1', 'content-type': 'application/json', 'content-length': '7' },
  });
});

test.each([
  ['private', 'https://hooks.example/x', 'hooks.example', '10.0.0.1', /10\.0\.0\.1 is of a private network/],
  ['loopback', 'https://hooks.example/x', 'hooks.example', '127.0.0.1', /127\.0\.0\.1 is this machine’s own/],
  ['metadata', 'https://hooks.example/x', 'private:hooks.example', '169.254.169.254', /none that takes messages/],
  ['mapped', 'https://hooks.example/x', 'hooks.example', '::ffff:10.0.0.1', /private network/],
])('a name with an address that is %s is not connected to', async (_, address, entry, resolved, words) => {
  const outcome = await send(address, entry, { resolve: resolving(resolved) });
  expect(outcome).toMatchObject({ ok: false, status: null, mayPass: false, words: expect.stringMatching(words) });
});

test('a literal address, of which Node looks nothing up, is checked too', async () => {
  expect(await send('https://169.254.169.254/x', 'https://169.254.169.254')).toMatchObject({ ok: false, mayPass: false });
  expect(await send(`http://[::ffff:127.0.0.1]:${receiver.port}/x`, 'private:hooks.example')).toMatchObject({ mayPass: false });
});

test('a name is looked up once, and what is connected to is what was checked: another answer a moment later changes nothing', async () => {
  const asked: string[] = [];
  const answers = resolving('127.0.0.1', '10.0.0.1');
  const resolve: typeof answers = (name, options, done) => {
    asked.push(name);
    answers(name, options, done);
  };
  const origin = `http://localhost:${receiver.port}`;
  expect(await send(`${origin}/x`, origin, { resolve })).toMatchObject({ ok: true });
  expect(asked).toEqual(['localhost']);
  expect(await send(`${origin}/x`, origin, { resolve })).toMatchObject({ ok: false, mayPass: false });
});

test('of a name with several addresses none is connected to where one is refused', async () => {
  const both = ['127.0.0.1', '10.0.0.1'].map((address) => ({ address, family: 4 }));
  const origin = `http://localhost:${receiver.port}`;
  const before = receiver.received.length;
  const outcome = await send(`${origin}/x`, origin, { resolve: (_name, _options, done) => done(null, both) });
  expect(outcome).toMatchObject({ ok: false, mayPass: false, words: expect.stringMatching(/10\.0\.0\.1/) });
  expect(receiver.received).toHaveLength(before);
});

test('a redirect is not followed', async () => {
  const before = receiver.received.length;
  receiver.answer((response) => response.writeHead(302, { location: `${receiver.origin}/elsewhere` }).end());
  const outcome = await send(`${receiver.origin}/x`, receiver.origin);
  expect(outcome).toMatchObject({ ok: false, status: 302, mayPass: false, reason: expect.stringMatching(/not followed/) });
  expect(receiver.received).toHaveLength(before + 1);
});

test('of an answer only the beginning is read, without what it repeats of the address', async () => {
  receiver.answer((response) => {
    response.writeHead(403);
    response.write(`no such hook: /services/T000/SECRETtoken and SECRETtoken${'x'.repeat(9000)}`); // and it never ends
  });
  const outcome = await send(`${receiver.origin}/services/T000/SECRETtoken`, receiver.origin);
  expect(outcome).toMatchObject({
    ok: false,
    status: 403,
    mayPass: false,
    words: expect.stringMatching(/^no such hook: … and …x+…$/),
  });
  expect(outcome.words.length).toBeLessThan(310);
});

test('a receiver that does not answer in time, or is not there, may pass; so may one that is busy, for as long as it says', async () => {
  receiver.answer(() => undefined);
  const slow = await send(`${receiver.origin}/x`, receiver.origin, { patience: 100 });
  expect(slow).toMatchObject({ ok: false, status: null, mayPass: true, words: 'It did not answer within 0.1 seconds.' });
  const closed = await send('http://127.0.0.1:1/x', 'http://127.0.0.1:1');
  expect(closed).toMatchObject({ ok: false, mayPass: true, words: expect.stringMatching(/nothing listens .*ECONNREFUSED/) });
  receiver.answer((response) => response.writeHead(429, { 'retry-after': '90' }).end());
  expect(await send(`${receiver.origin}/x`, receiver.origin)).toMatchObject({ status: 429, mayPass: true, retryAfter: 90_000 });
});
