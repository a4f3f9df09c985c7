import { expect, test } from 'vitest';
import { markup } from '@/components/ui/markup';
import { type Me, MeProvider } from '@/components/ui/me';
import { alertKinds, type Delivery, MOST_WEBHOOKS, type Webhook, type WebhooksPage } from '@/lib/webhooks/model';
import { WebhooksScreen } from './webhooks-screen';

const at = '2026-03-10T12:00:00.0000000Z';
const delivery = (part: Partial<Delivery> = {}): Delivery => ({
  ...{ id: 'msg_1', at, state: 'sent', alerts: 3, tries: 1, triedAt: at, nextAt: at, status: 200, reason: null },
  ...part,
});
const webhook = (part: Partial<Webhook> = {}): Webhook => ({
  ...{
    id: 'w',
    name: 'SOC\u202e',
    form: 'slack',
    host: 'hooks.slack.com',
    ending: 'aB3x',
    alerts: [...alertKinds],
    unacceptedAfter: 45,
  },
  ...{ paused: false, by: 'Lea', at, revision: 1, fault: null, waiting: 0, deliveries: [] },
  ...part,
});
const shown = (page: Partial<WebhooksPage>, role: Me['role'] = 'Lead') =>
  markup(
    <MeProvider me={{ name: 'Lea', role }}>
      <WebhooksScreen />
    </MeProvider>,
    { webhooks: { off: null, allowed: ['hooks.slack.com'], noHistory: null, webhooks: [], ...page } },
  ).text;

test('off: what to set; nothing to add', () => {
  const text = shown({ off: 'NOTIFY_ALLOW is not set.' });
  expect(text).toContain('Webhooks are off NOTIFY_ALLOW is not set.');
  expect(text).not.toContain('New webhook');
});

test('none yet: how to get an address in Teams and Slack, and who may add one', () => {
  const text = shown({});
  expect(text).toMatch(/Nobody is told yet.*New webhook.*When a Teams webhook request is received.*Incoming Webhooks/);
  expect(shown({}, 'Analyst')).toMatch(/A Lead can add a webhook here/);
  expect(shown({}, 'Analyst')).not.toContain('New webhook');
});

test('a webhook says where it leads, of what it tells and how its messages fared', () => {
  const text = shown({
    webhooks: [
      webhook({
        waiting: 2,
        deliveries: [
          delivery({ state: 'pending', tries: 2, status: 500, reason: 'It answered 500 and said: “down”.' }),
          delivery({ id: 'b', tries: 3 }),
          delivery({ id: 'c', state: 'failed', status: 410, reason: 'It answered 410 and said: “gone”.' }),
        ],
      }),
    ],
  });
  expect(text).toContain('SOC⟨U+202E⟩');
  expect(text).toMatch(/Slack, hooks\.slack\.com\/… ?aB3x/);
  expect(text).toContain('Handover not accepted (after 45 min)');
  expect(text).toContain('3 alerts: It answered 500 and said: “down”. It is tried again (2 tries so far). Next:');
  expect(text).toContain('2 alerts wait for the next message');
  expect(text).toMatch(/2 messages before.*Taken \(200\), after 3 tries.*Not delivered\. It answered 410 and said: “gone”\./);
});

test('what keeps it from telling is said: a fault of its own, a pause, no history', () => {
  const text = shown({
    noHistory: 'HISTORY_EVERY is off.',
    webhooks: [webhook({ fault: 'NOTIFY_ALLOW does not name it.', paused: true, waiting: 1 })],
  });
  expect(text).toContain('Only handovers are told of, as no history is kept. HISTORY_EVERY is off.');
  expect(text).toContain('NOTIFY_ALLOW does not name it.');
  expect(text).toContain('Paused: nothing is sent or kept for it');
  expect(text).not.toContain('waits for the next message');
});

test('only a Lead tests, pauses, changes and deletes; only programs check a secret', () => {
  const one = { webhooks: [webhook()] };
  expect(shown(one)).toMatch(/Send a test Pause Change… Delete/);
  expect(shown(one, 'Analyst')).not.toMatch(/Send a test|Pause|Change…|Delete/);
  expect(shown({ webhooks: [webhook({ form: 'json' })] })).toContain('New secret');
});

test('where no more can be added, it says so', () => {
  const most = Array.from({ length: MOST_WEBHOOKS }, (_, i) => webhook({ id: `w${i}` }));
  expect(shown({ webhooks: most })).toContain(`There are ${MOST_WEBHOOKS} webhooks, and no more can be added.`);
  expect(shown({ webhooks: most.slice(1) })).not.toContain('no more can be added');
});
