import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { chosen, joined, sizeOf } from './choose';
import { aHandoverAlert, anAlert } from './fixtures';
import { bodyOf, type Message } from './forms';
import { type Alert, alertKinds } from './model';
import { secretOf, signedHeaders } from './sign';

const BASE = 'https://rmm.example.com';
const hostile =
  '` @here <!channel> @here <https://evil.example|Sign in> [Sign in](https://evil.example) `*x*` {{DATE(1)}}\n&\u202e';
const message = (shown: Alert[], more: Message['more'] = {}): Message => ({
  ...{ id: 'msg_1', at: '2026-03-10T12:00:00.0000000Z', testBy: null },
  ...{ shown, more },
});
const attack = message([
  anAlert({ tool: hostile, deviceName: hostile }),
  anAlert({ kind: 'approved-changed', approvedBy: hostile, changes: [hostile] }),
  aHandoverAlert(hostile, hostile),
]);

const slackSchema = z.object({
  text: z.string(),
  blocks: z.array(z.object({ text: z.object({ type: z.literal('mrkdwn'), text: z.string(), verbatim: z.literal(true) }) })),
});

test('Slack: what others wrote stands in code and is escaped, so that nothing in it acts', () => {
  const { text, blocks } = slackSchema.parse(JSON.parse(bodyOf('slack', attack, BASE)));
  const outsideCode = (mrkdwn: string) => mrkdwn.replace(/`[^`]*`/g, '');
  expect(text).toContain('`ˋ @here &lt;!channel&gt;');
  expect(text).not.toMatch(/[<>]|&(?!(amp|lt|gt);)/);
  expect(outsideCode(text)).not.toMatch(/[`@]|evil|channel/);
  for (const block of blocks) {
    const links = block.text.text.match(/<[^>]*>/g);
    expect(links).toEqual([expect.stringMatching(/^<https:\/\/rmm\.example\.com\/[^|]*\|Open>$/)]);
    expect(outsideCode(block.text.text)).not.toMatch(/[`@]|evil|channel/);
  }
  expect(text).toContain('␊&amp;⟨U+202E⟩');
});

const cardSchema = z.object({
  type: z.literal('message'),
  attachments: z.tuple([
    z.object({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      content: z.object({
        type: z.literal('AdaptiveCard'),
        body: z.array(
          z.strictObject({
            type: z.literal('RichTextBlock'),
            spacing: z.string(),
            inlines: z.array(z.looseObject({ type: z.literal('TextRun'), text: z.string() })),
          }),
        ),
        actions: z.array(z.object({ type: z.literal('Action.OpenUrl'), title: z.string(), url: z.string() })),
      }),
    }),
  ]),
});

test('Teams: an Adaptive Card of texts that are no Markdown, whose actions lead to us alone', () => {
  const [{ content }] = cardSchema.parse(JSON.parse(bodyOf('teams', attack, BASE))).attachments;
  const texts = content.body.map(({ inlines }) => inlines.map(({ text }) => text).join(''));
  expect(texts[0]).toMatch(
    /^New tool: ` @here <!channel> .* was seen for the first time ever, on .*First 2026-03-10 08:59:59 UTC\.$/,
  );
  expect(texts.join('')).not.toContain('{{');
  const device = `{{{{DATE(now)}}}}${'x'.repeat(28)}😀😀`;
  const braced = bodyOf('teams', message([anAlert({ deviceName: device })], {}), BASE);
  expect(braced).not.toContain('{{');
  expect(cardSchema.parse(JSON.parse(braced)).attachments[0].content.actions[0]?.title.isWellFormed()).toBe(true);
  expect(content.actions.map(({ url }) => new URL(url).origin)).toEqual([BASE, BASE, BASE]);
});

test('JSON: version, id, sentences, facts as they are and addresses', () => {
  const body = JSON.parse(bodyOf('json', message([anAlert({ deviceName: '<b>' })], { 'new-device': 14 }), BASE));
  expect(body).toMatchObject({
    type: 'rmm-sightings.alerts',
    version: 1,
    id: 'msg_1',
    timestamp: '2026-03-10T12:00:00.0000000Z',
  });
  expect(body.data.alerts).toMatchObject([
    { kind: 'new-tool', deviceName: '<b>', url: expect.stringMatching(/^https:\/\/rmm\.example\.com\/\?from=/) },
  ]);
  expect(body.data.more).toEqual({ total: 14, byKind: { 'new-device': 14 } });
  expect(body.data.text).toBe(
    'New tool: AnyDesk was seen for the first time ever, on <b>. First 2026-03-10 08:59:59 UTC.\nAnd 14 more: 14 tools on new devices.',
  );
});

test.each([
  [
    anAlert({ devices: 14, confidence: 'low' }),
    /ws-1 and on 13 more devices\. First .*UTC\. The hunts that saw it are of low confidence\.$/,
  ],
  [anAlert({ kind: 'new-device', deviceName: '' }), /^Tool on a new device: AnyDesk was seen on d1 for the first time\. First /],
  [
    anAlert({ kind: 'watched-device', sample: true }),
    /was active on ws-1, which is watched\. Last 2026-03-10 10:00:00 UTC, .*\(Sample telemetry\.\)$/,
  ],
  [
    anAlert({ kind: 'approved-changed', approvedBy: 'Lea', changes: ['new account: a', 'b', 'c', 'd'] }),
    /AnyDesk on ws-1 was approved by Lea and has changed since: new account: a; b; c and 1 more\. Last /,
  ],
  [
    aHandoverAlert(),
    /^Handover not accepted: The handover of shift Night by Ann, published 2026-03-10 06:00:00 UTC, is not accepted yet\.$/,
  ],
])('%j says %s', (alert, words) => {
  expect(JSON.parse(bodyOf('json', message([alert]), BASE)).data.text).toMatch(words);
});

test('a test message says that it is one, by whom, and leads to the sightings', () => {
  for (const form of ['teams', 'slack', 'json'] as const)
    expect(bodyOf(form, { ...message([]), testBy: 'Lea' }, BASE)).toMatch(/This is a test message.*Lea.*Nothing has happened/);
});

test('of a flood the first five are told, what matters most first, and all others are counted by kind', () => {
  const flood = Array.from({ length: 9 }, (_, i) => anAlert({ kind: 'new-device', deviceId: `d${i}` }));
  const batch = chosen([...flood, aHandoverAlert(), anAlert({ kind: 'new-tool', toolSlug: 'x' })], alertKinds);
  expect(batch?.shown.map(({ kind }) => kind)).toEqual(['new-tool', ...Array(4).fill('new-device')]);
  expect(batch?.more).toEqual({ 'new-device': 5, 'handover-unaccepted': 1 });
  const both = joined([
    batch ?? { shown: [], more: {} },
    { shown: [anAlert({ kind: 'approved-changed' })], more: { 'new-tool': 2 } },
  ]);
  expect(both.shown.map(({ kind }) => kind)).toEqual(['new-tool', 'approved-changed', ...Array(3).fill('new-device')]);
  expect(both.more).toEqual({ 'new-device': 6, 'handover-unaccepted': 1, 'new-tool': 2 });
  expect(sizeOf(both)).toBe(14);
});

test('each webhook gets what it chose, and nothing of it twice', () => {
  const alerts = [
    anAlert({ kind: 'new-tool' }),
    anAlert({ kind: 'new-device', ofNewTool: true }),
    anAlert({ kind: 'watched-device' }),
    anAlert({ kind: 'watched-device', deviceId: 'd2' }),
  ];
  const kinds = (of: readonly (typeof alertKinds)[number][]) => chosen(alerts, of)?.shown.map(({ kind }) => kind) ?? null;
  expect(kinds(alertKinds)).toEqual(['new-tool', 'watched-device']);
  expect(kinds(['new-device'])).toEqual(['new-device']);
  expect(kinds(['watched-device'])).toEqual(['watched-device', 'watched-device']);
  expect(kinds(['handover-unaccepted'])).toBeNull();
});

test('a message is signed as Standard Webhooks has it', () => {
  // The example of the specification.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  expect(signedHeaders(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330, '{"test": 2432232314}')).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
  const made = secretOf(Buffer.alloc(32, 7).toString('base64url'));
  const key = Buffer.alloc(32, 7);
  const expected = createHmac('sha256', key).update('a.1.{}').digest('base64');
  expect(signedHeaders(made, 'a', 1, '{}')['webhook-signature']).toBe(`v1,${expected}`);
});
