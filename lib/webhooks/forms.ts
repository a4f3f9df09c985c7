/** Messages in the forms that Teams, Slack and programs take. Telemetry is written by attackers: none of it may act in a message. Pure. */
import type { Instant } from '@/lib/shared/time';
import { type Alert, alertKinds, type Counts, kindNames, type WebhookForm } from './model';
import { alertWords, moreWords, type Piece, plainText, shortValue } from './words';

/** What one message says. */
export interface Message {
  id: string;
  at: Instant;
  /** Told whole. */
  shown: Alert[];
  /** Only counted. */
  more: Counts;
  /** Who sent a message of a test; null for all others. */
  testBy: string | null;
}

/** Alerts that a message tells whole; all others are counted. */
export const MOST_SHOWN = 5;

/** The JSON of a message. `base` is the address of RMM Sightings, without a slash at its end. */
export function bodyOf(form: WebhookForm, message: Message, base: string): string {
  return JSON.stringify({ teams, slack, json }[form](message, base));
}

interface Line {
  title: string;
  words: Piece[];
  /** Where it is seen. */
  url: string;
  label: string;
}

function linesOf({ shown, testBy }: Message, base: string): Line[] {
  if (testBy !== null) {
    const words = [
      { text: 'This is a test message of RMM Sightings, sent by ', isValue: false },
      { text: shortValue(testBy), isValue: true },
      { text: '. Nothing has happened.', isValue: false },
    ];
    return [{ title: 'Test', words, url: base, label: 'Open RMM Sightings' }];
  }
  return shown.map((alert) => ({
    title: kindNames[alert.kind],
    words: alertWords(alert),
    url: base + alert.path,
    label: labelOf(alert),
  }));
}

const labelOf = (alert: Alert) =>
  alert.kind === 'handover-unaccepted'
    ? 'Open the handover'
    : [...`Open ${shortValue(alert.tool)} on ${shortValue(alert.deviceName || alert.deviceId)}`].slice(0, 60).join('');

/** Text in which no two braces follow each other: in a card `{{` begins a function. */
const inert = (text: string) => text.replace(/\{(?=\{)/g, '{ ');

/**
 * An Adaptive Card in the envelope that Teams Workflows take (“When a Teams webhook request is received”). Texts are TextRuns, of which no
 * Markdown is read; `{{` would begin a function.
 */
function teams(message: Message, base: string): object {
  const lines = linesOf(message, base);
  const more = moreWords(message.more);
  const run = (text: string, look: object = {}) => ({ type: 'TextRun', text: inert(text), ...look });
  const block = (inlines: object[]) => ({ type: 'RichTextBlock', spacing: 'Medium', inlines });
  const body = [
    ...lines.map(({ title, words }) =>
      block([
        run(`${title}: `, { weight: 'Bolder' }),
        ...words.map(({ text, isValue }) => run(text, isValue ? { fontType: 'Monospace' } : {})),
      ]),
    ),
    ...(more === null ? [] : [block([run(more)])]),
  ];
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body,
    actions: lines.map(({ label, url }) => ({ type: 'Action.OpenUrl', title: inert(label), url })),
  };
  const attachment = { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card };
  return { type: 'message', attachments: [attachment] };
}

/** `text` for the notification, and blocks. Values stand in code, where Slack reads no mention, no link and no style. */
function slack(message: Message, base: string): object {
  const lines = linesOf(message, base);
  const more = moreWords(message.more);
  const texts = lines.map(({ title, words }) => `*${title}:* ${words.map(mrkdwn).join('')}`);
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } });
  return {
    text: [...texts, ...(more === null ? [] : [more])].join('\n'),
    blocks: [
      ...lines.map(({ url }, i) => section(`${texts[i]} <${escaped(url)}|Open>`)),
      ...(more === null ? [] : [section(`${more} <${escaped(base)}|Open RMM Sightings>`)]),
    ],
    unfurl_links: false,
    unfurl_media: false,
  };
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const mrkdwn = ({ text, isValue }: Piece) => (isValue ? `\`${escaped(text).replaceAll('`', 'ˋ')}\`` : escaped(text));

/** For programs; docs/webhooks.md has the contract. A change that a receiver could trip over gets another `version`. */
function json(message: Message, base: string): object {
  const { id, at, shown, more, testBy } = message;
  const lines = linesOf(message, base);
  const counted = alertKinds.reduce((sum, kind) => sum + (more[kind] ?? 0), 0);
  return {
    type: testBy === null ? 'rmm-sightings.alerts' : 'rmm-sightings.test',
    version: 1,
    id,
    timestamp: at,
    data: {
      text: [...lines.map(({ title, words }) => `${title}: ${plainText(words)}`), moreWords(more)].filter(Boolean).join('\n'),
      alerts: shown.map((alert, i) => {
        const { path, ...facts } = alert;
        return { ...facts, text: plainText(lines[i]?.words ?? []), url: base + path };
      }),
      more: { total: counted, byKind: more },
    },
  };
}
