/** When a look is made, and that what it finds reaches the webhooks once. The store is real, the telemetry’s answer the test's. */
import { beforeEach, expect, test, vi } from 'vitest';
import { lea } from '@/lib/auth/fixtures';
import { noHistory } from '@/lib/history/ever';
import { aRow } from '@/lib/sightings/fixtures';
import { testDatabase } from '@/lib/store/testing';
import { alertKinds } from '@/lib/webhooks/model';
import { context, window } from './fixtures';

const { sql } = await testDatabase();
vi.stubEnv('SECRET_KEY', 'k'.repeat(40));
vi.stubEnv('NOTIFY_ALLOW', 'hooks.slack.com');
vi.stubEnv('NOW', '2026-03-10T12:00:00Z');
const telemetry = { complete: true, tools: ['AnyDesk'], asked: 0, query: 'a' };
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => lea }));
vi.mock('@/lib/sightings/read.server', () => ({
  askSightings: async () => {
    telemetry.asked += 1;
    const firstEver = '2026-03-09T09:00:00.0000000Z';
    const rows = telemetry.tools.map((tool) => ({ ...aRow({ tool, toolSlug: tool.toLowerCase() }), firstEver }));
    const hunts = [{ hunt: { id: 'h', toolSlug: 'x', query: telemetry.query } }];
    return {
      sweep: { window, complete: telemetry.complete },
      plan: { compiled: { hunts } },
      selection: { rows },
      history: noHistory,
    };
  },
}));
const { lookForAlerts } = await import('./look.server');
const { lookForUnaccepted } = await import('./unaccepted.server');
const { readListeners } = await import('@/lib/webhooks/outbox.server');
const { addWebhook } = await import('@/lib/webhooks/write.server');

const look = async () => lookForAlerts(context, await readListeners());
const add = (more: object = {}) =>
  addWebhook(lea, async () => ({ name: 'SOC', form: 'slack', url: 'https://hooks.slack.com/x', alerts: alertKinds, ...more }));
const told = async () =>
  (await sql(`SELECT shown FROM webhook_outbox ORDER BY id`)).rows.map(({ shown }) =>
    shown.map((alert: { kind: string; tool?: string; id?: string }) => `${alert.kind} ${alert.tool ?? alert.id}`),
  );
const sweep = (revision: number, ended = '2026-03-10T12:00:01Z') =>
  sql(`INSERT INTO history_sweeps (source, revision, failures, began_at, ended_at) VALUES ('embedded', ${revision}, 0, '2026-03-10T12:00:00Z', '${ended}')
    ON CONFLICT (source) DO UPDATE SET revision = excluded.revision, ended_at = excluded.ended_at`);

beforeEach(async () => {
  await sql('TRUNCATE webhooks, alert_marks, alert_looks, history_sweeps, handovers CASCADE');
  Object.assign(telemetry, { complete: true, tools: ['AnyDesk'], asked: 0, query: 'a' });
});

test('the first look marks what is there and tells nothing; a later one tells what came, once', async () => {
  await add();
  expect(await look(), 'nothing was swept yet').toBe('nothing was due');
  await sweep(1);
  expect(await look()).toBe('done');
  expect(await look(), 'of a sweep there is one look').toBe('nothing was due');
  telemetry.tools.push('RealVNC');
  await sweep(2, '2026-03-10T11:00:00Z');
  expect(await look(), 'a sweep is under way').toBe('nothing was due');
  await sweep(2);
  await Promise.all([look(), look()]);
  await sweep(3);
  await look();
  expect(await told()).toEqual([['new-tool RealVNC']]);
});

test('without a webhook nothing is asked, and what came meanwhile is not told to the first one', async () => {
  await add();
  await sweep(1);
  await look();
  await sql('UPDATE webhooks SET paused = true');
  telemetry.tools.push('RealVNC');
  await sweep(2);
  await look();
  expect(telemetry.asked).toBe(1);
  await sql('UPDATE webhooks SET paused = false');
  await look();
  telemetry.tools.push('Atera');
  await sweep(3);
  await look();
  expect(await told()).toEqual([['new-tool Atera']]);
});

test('a first look that did not see everything is made again', async () => {
  await add();
  await sweep(1);
  telemetry.complete = false;
  expect(await look()).toBe('again');
  telemetry.complete = true;
  telemetry.tools.push('RealVNC');
  expect(await look()).toBe('done');
  expect(await told()).toEqual([]);
});

test('what new hunts find in times that were looked at is not told', async () => {
  await add();
  await sweep(1);
  await look();
  Object.assign(telemetry, { query: 'b', tools: ['AnyDesk', 'RealVNC'] });
  await sweep(2);
  await look();
  expect(await told()).toEqual([]);
});

test('a handover that is not accepted in time is told once to each webhook that was there, and one that is accepted is not', async () => {
  const publish = (id: string, state: string) =>
    sql(`INSERT INTO handovers (id, revision, state, shift, summary, items, facts, by_name, by_id, at, published_at, questions) VALUES
      ('${id}', 1, '${state}', '{"name": "Night", "from": "2026-03-10T04:00:00.0000000Z", "to": "2026-03-10T12:00:00.0000000Z"}', '', '[]', '{}',
       'Ann', 'ann', '', '2026-03-10T12:00:00.0000000Z', '[]')`);
  const at = (time: string) => `2026-03-10T${time}:00.0000000Z`;
  await add();
  await add({ unacceptedAfter: 60 });
  await publish('h1', 'published');
  await publish('h2', 'accepted');
  for (const time of ['12:29', '12:30', '12:31']) await lookForUnaccepted(await readListeners(), at(time));
  expect(await told()).toEqual([['handover-unaccepted h1']]);
  await sql(`INSERT INTO webhooks SELECT 'later', name, form, host, ending, sealed, alerts, 30, false, by_name, by_id, '${at('12:40')}', '', NULL, 1
    FROM webhooks LIMIT 1`);
  await lookForUnaccepted(await readListeners(), at('13:30'));
  expect(await told(), 'its hour is over for the second, and was before the third').toEqual(
    Array(2).fill(['handover-unaccepted h1']),
  );
});
