/** The words for webhooks. */
import { counted } from '@/lib/shared/format';
import type { AlertKind, Delivery, TestResult, WebhookForm } from '@/lib/webhooks/model';

export const formNames: Record<WebhookForm, string> = { teams: 'Teams', slack: 'Slack', json: 'JSON' };

/** Where the address of each form comes from. */
export const howTo: Record<WebhookForm, string> = {
  teams:
    'In Teams, beside the channel: ⋯, Workflows, “Send webhook alerts to a channel”. Its last step shows the address. The workflow begins with “When a Teams webhook request is received”.',
  slack: 'At api.slack.com/apps: your app, Incoming Webhooks, “Add New Webhook to Workspace”. It shows the address.',
  json: 'An address of a program of yours, which takes a POST of JSON. Each message is signed; docs/webhooks.md says how that is checked.',
};

/** What each kind of alert tells. */
export const kindWords: Record<AlertKind, string> = {
  'new-tool': 'A tool that was never seen on any device before.',
  'new-device': 'A tool that was seen before, but never on this device.',
  'approved-changed': 'A new account, path, hash, signer, address or command line since it was approved, or its review is due.',
  'watched-device': 'A tool is active on a device that somebody watches: once a day and tool.',
  'handover-unaccepted': 'The next shift has begun, and nobody has accepted the handover.',
};

/** How a message fared. */
export function deliveryWords({ state, status, tries, reason }: Delivery): string {
  const tried = counted(tries, 'try', 'tries');
  if (state === 'sent') return `Taken (${status})${tries > 1 ? `, after ${tried}` : ''}`;
  if (state === 'failed') return `Not delivered. ${reason ?? ''}`.trim();
  return reason === null ? 'Being sent' : `${reason} It is tried again (${tried} so far).`;
}

/** What came of a test. */
export function testWords({ ok, status, words }: TestResult): string {
  const said = words === '' ? 'and said nothing more.' : `and said: “${words}”`;
  if (status === null) return `The test did not arrive. ${words}`;
  return ok
    ? `The test was taken: the receiver answered ${status} ${said}`
    : `The test was refused: the receiver answered ${status} ${said}`;
}
