/** Webhooks whole: made by a Lead, filled in the database, sent to a real receiver. The clock is the test's. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import { ann, lea } from '@/lib/auth/fixtures';
import { testDatabase } from '@/lib/store/testing';
import { anAlert } from './fixtures';
import { alertKinds } from './model';
import { startReceiver } from './receiver';

const receiver = await startReceiver();
afterAll(() => receiver.close());
const { sql } = await testDatabase();
vi.stubEnv('SECRET_KEY', 'k'.repeat(40));
vi.stubEnv('NOTIFY_ALLOW', `${receiver.origin} hooks.slack.com`);
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => lea }));
const { withTransaction } = await import('@/lib/store/database.server');
const { deliverDue } = await import('./deliver.server');
const { enqueue, readListeners } = await import('./outbox.server');
const { readWebhooks } = await import('./read.server');
const { testWebhook } = await import('./test.server');
const { addWebhook, changeWebhook, removeWebhook } = await import('./write.server');

const running = new AbortController();
const clock = { at: Date.UTC(2026, 2, 10, 12) };
const seconds = (count: number) => {
  clock.at += count * 1000;
};
const deliver = (signal = running.signal) => deliverDue(() => clock.at, signal);
const said = { name: 'SOC', form: 'json', url: `${receiver.origin}/hook/SECRET-token-of-32-characters`, alerts: alertKinds };
const add = (more: object = {}, who = lea) => addWebhook(who, async () => ({ ...said, ...more }));
const change = (id: string, more: object) => changeWebhook(lea, async () => ({ id, ...more }));
const tell = async (...alerts: ReturnType<typeof anAlert>[]) => {
  const listeners = await readListeners();
  await withTransaction((tx) => enqueue(tx, listeners, alerts, '2026-03-10T12:00:00.0000000Z'));
};
const bodies = () => receiver.received.map(({ body }) => JSON.parse(body));
const shown = async () => (await readWebhooks()).webhooks[0];

beforeEach(async () => {
  await sql('TRUNCATE webhooks CASCADE');
  receiver.received.length = 0;
  seconds(3600);
});

test('one message a minute: the first at once, and all that comes meanwhile in the next, counted', async () => {
  const { secret } = await add();
  const devices = Array.from({ length: 19 }, (_, i) => anAlert({ kind: 'new-device', deviceId: `d${i}` }));
  await tell(anAlert());
  await deliver();
  for (let i = 0; i < devices.length; i += 3) await tell(...devices.slice(i, i + 3));
  await deliver();
  seconds(59);
  await deliver();
  expect(bodies()).toHaveLength(1);
  expect((await shown())?.waiting).toBe(19);
  seconds(1);
  await Promise.all([deliver(), deliver()]);
  expect(bodies()).toHaveLength(2);
  expect(bodies()[1].data).toMatchObject({ alerts: { length: 5 }, more: { total: 14, byKind: { 'new-device': 14 } } });
  expect(await shown()).toMatchObject({ waiting: 0, deliveries: [{ state: 'sent', alerts: 19, status: 200 }, { alerts: 1 }] });
  // As a receiver checks it.
  const [first] = receiver.received;
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = first?.headers ?? {};
  const key = Buffer.from(secret?.slice('whsec_'.length) ?? '', 'base64');
  expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${id}.${at}.${first?.body}`).digest('base64')}`);
  expect(id).toBe(bodies()[0].id);
  seconds(600);
  await deliver();
  expect(bodies(), 'nothing is left').toHaveLength(2);
});

test('after 500 and 429 the same message is sent again, later each time and not before Retry-After; what is new waits behind it', async () => {
  await add();
  receiver.answer((response) => response.writeHead(500).end('down'));
  receiver.answer((response) => response.writeHead(429, { 'retry-after': '600' }).end());
  await tell(anAlert());
  await deliver();
  expect((await shown())?.deliveries[0]).toMatchObject({
    state: 'pending',
    tries: 1,
    status: 500,
    reason: 'It answered 500 and said: “down”.',
  });
  seconds(59);
  await tell(anAlert({ kind: 'new-device' }));
  await deliver();
  expect(bodies()).toHaveLength(1);
  seconds(31); // a minute, and at most half of it by chance
  await deliver();
  expect(bodies()).toHaveLength(2);
  seconds(599);
  await deliver();
  expect(bodies()).toHaveLength(2);
  seconds(1);
  await deliver();
  const ids = bodies().map(({ id }) => id);
  expect(ids).toEqual([ids[0], ids[0], ids[0]]);
  expect(new Set(receiver.received.map(({ body }) => body)).size, 'byte for byte').toBe(1);
  expect(new Set(receiver.received.map(({ headers }) => headers['webhook-signature'])).size, 'each try is signed').toBe(3);
  seconds(60);
  await deliver();
  expect(bodies()[3].id).not.toBe(ids[0]);
  expect((await shown())?.deliveries).toMatchObject([{ state: 'sent' }, { state: 'sent', tries: 3, reason: null }]);
});

test('the server dies after sending, before it has noted that: the message comes again with its id, and is not lost', async () => {
  await add();
  const dying = new AbortController();
  receiver.answer(() => dying.abort());
  await tell(anAlert());
  await deliver(dying.signal);
  expect((await shown())?.deliveries).toMatchObject([{ state: 'pending', tries: 1, status: null }]);
  await deliver();
  expect(bodies(), 'not before a minute').toHaveLength(1);
  seconds(60);
  await deliver();
  const [first, again] = bodies();
  expect(again).toEqual(first);
  expect((await shown())?.deliveries).toMatchObject([{ state: 'sent', tries: 2 }]);
});

test('a refusal, a host that is not allowed any more and another SECRET_KEY are shown with their reason; others are sent all the same', async () => {
  const { webhook } = await add({ name: 'refused' });
  await add({ name: 'sealed by another' });
  await add({ name: 'fine' });
  await sql(`UPDATE webhooks SET sealed = 'x' WHERE name = 'sealed by another'`);
  receiver.answer((response) => response.writeHead(410).end('gone'));
  await tell(anAlert());
  await deliver();
  const { webhooks } = await readWebhooks();
  const of = (name: string) => webhooks.find((one) => one.name === name);
  expect(of('sealed by another')).toMatchObject({
    fault: expect.stringMatching(/SECRET_KEY/),
    deliveries: [{ state: 'failed' }],
  });
  const states = ['refused', 'fine'].map((name) => of(name)?.deliveries[0]);
  expect(states.map((delivery) => delivery?.state).sort(), 'whichever was asked first').toEqual(['failed', 'sent']);
  expect(states.find((delivery) => delivery?.state === 'failed')).toMatchObject({
    status: 410,
    reason: 'It answered 410 and said: “gone”.',
    tries: 1,
  });
  await removeWebhook(lea, webhook.id);
  expect((await sql(`SELECT 1 FROM webhook_messages WHERE webhook_id = '${webhook.id}'`)).rows).toEqual([]);
});

test('while it is paused nothing is sent to it and nothing kept for it', async () => {
  const { webhook } = await add();
  await tell(anAlert());
  await change(webhook.id, { paused: true, ifRevision: 1 });
  await tell(anAlert());
  await deliver();
  expect(await readListeners()).toEqual([]);
  await change(webhook.id, { paused: false });
  await deliver();
  expect(bodies()).toEqual([]);
  await tell(anAlert());
  await deliver();
  expect(bodies()).toHaveLength(1);
});

test('the address is sealed and never given away: not by an answer, the audit or the table', async () => {
  const { webhook, secret } = await add();
  await change(webhook.id, { url: `${said.url}2`, name: 'SOC 2', newSecret: true, ifRevision: 1 });
  await expect(change(webhook.id, { name: 'late', ifRevision: 1 })).rejects.toMatchObject({ kind: 'conflict' });
  const page = await readWebhooks();
  expect(page.webhooks).toMatchObject([{ name: 'SOC 2', host: `127.0.0.1:${receiver.port}`, ending: 'ers2', revision: 2 }]);
  const { entries } = await readAudit({ limit: 2 });
  expect(entries).toMatchObject([
    {
      action: 'webhook.change',
      subject: 'SOC 2',
      detail: { from: { name: 'SOC' }, address: 'entered anew', secret: 'made anew' },
    },
    { action: 'webhook.add', subject: 'SOC', detail: { host: `127.0.0.1:${receiver.port}` } },
  ]);
  const { rows } = await sql('SELECT * FROM webhooks');
  for (const kept of [page, entries, rows]) {
    expect(JSON.stringify(kept)).not.toContain('SECRET-token');
    expect(JSON.stringify(kept)).not.toContain(secret?.slice('whsec_'.length) ?? '');
  }
});

test.each([
  [{ url: 'https://evil.example/SECRET' }, /url: is not allowed: NOTIFY_ALLOW does not name evil\.example/],
  [{ url: 'https://me:pass@hooks.slack.com/SECRET' }, /no name or password/],
  [{ url: 'javascript:SECRET' }, /must begin with https/],
  [{ url: 'no address SECRET' }, /is not an address/],
  [{ alerts: [] }, /must name something/],
  [{ unacceptedAfter: -1 }, /unacceptedAfter/],
])('%j is refused by its field, without the address', async (more, message) => {
  const refused = add(more);
  await expect(refused).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringMatching(message) });
  await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('SECRET') });
});

test('a test is sent at once, says what the receiver answered, and is not made twice within 10 seconds', async () => {
  const { webhook } = await add({ form: 'slack' });
  receiver.answer((response) => response.writeHead(403).end('invalid_token'));
  expect(await testWebhook(lea, webhook.id)).toEqual({ ok: false, status: 403, words: 'invalid_token' });
  expect(receiver.received[0]?.body).toContain('This is a test message of RMM Sightings, sent by `Lea`. Nothing has happened.');
  await expect(testWebhook(lea, webhook.id)).rejects.toMatchObject({ kind: 'too-many' });
  expect((await readAudit({ limit: 1 })).entries).toMatchObject([{ action: 'webhook.test', subject: 'SOC' }]);
});

test('an Analyst makes none, changes none and tests none', async () => {
  const { webhook } = await add();
  await expect(add({}, ann)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(changeWebhook(ann, async () => ({ id: webhook.id, paused: true }))).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(removeWebhook(ann, webhook.id)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(testWebhook(ann, webhook.id)).rejects.toMatchObject({ kind: 'forbidden' });
});
