import 'server-only';
import { z } from 'zod';
import { seal, unseal } from '@/lib/auth/seal.server';
import { type AllowedTarget, allowedTarget } from '@/lib/shared/allowed';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import type { webhooks } from '@/lib/store/schema-webhooks';

export type WebhookRow = typeof webhooks.$inferSelect;

/** A webhook's secrets. */
const secretsSchema = z.object({ url: z.url(), secret: z.string() });
export type Secrets = z.infer<typeof secretsSchema>;

const LONGEST_SEALED = 20_000;
/** An address shorter than this has too few characters to show some. */
const LONG_ENOUGH = 24;

/** Why nothing can be sent, and what to set; null where webhooks are on. */
export function whyNoWebhooks(): string | null {
  if (env().NOTIFY_ALLOW !== undefined) return null;
  return 'NOTIFY_ALLOW is not set, so the server sends nothing to anybody. Set it to the hosts that may get messages, such as hooks.slack.com, and start the server anew; docs/webhooks.md says more.';
}

/** An address that the operator allows. Throws a Fault `bad-input` of the field `url` that does not repeat it, since it is a secret. */
export function checkedUrl(text: string): URL {
  const refuse = (why: string) => new Fault('bad-input', `url: ${why}`, { fields: { url: why } });
  if (!URL.canParse(text)) throw refuse('is not an address such as https://hooks.slack.com/services/…');
  const url = new URL(text);
  url.hash = '';
  if (!/^https?:$/.test(url.protocol)) throw refuse('must begin with https://');
  if (url.username !== '' || url.password !== '') throw refuse('must hold no name or password before its host');
  if (allowedTarget(env().NOTIFY_ALLOW ?? [], url) === undefined)
    throw refuse(`is not allowed: NOTIFY_ALLOW does not name ${url.host}, or not with this path`);
  return url;
}

/** The columns that hold an address and the secret of its signatures. */
export async function sealedColumns({ url, secret }: Secrets): Promise<Pick<WebhookRow, 'host' | 'ending' | 'sealed'>> {
  const { host, pathname, search } = new URL(url);
  const ending = pathname.length + search.length >= LONG_ENOUGH ? url.slice(-4) : '';
  return { host, ending, sealed: await seal(env().DATA_DIR, { url, secret }, 0) };
}

export function openSecrets({ sealed }: Pick<WebhookRow, 'sealed'>): Promise<Secrets | undefined> {
  return unseal(env().DATA_DIR, sealed, secretsSchema, LONGEST_SEALED);
}

/** Where the messages of a webhook go. */
export interface Destination {
  url: URL;
  secret: string;
  target: AllowedTarget;
}

/** Where a webhook's messages go as things are now, or why they cannot go, for people. */
export async function destinationOf(row: Pick<WebhookRow, 'sealed' | 'host'>): Promise<Destination | string> {
  const secrets = await openSecrets(row);
  if (secrets === undefined)
    return 'Its address cannot be read, as it was sealed with another SECRET_KEY. Enter the address anew.';
  const url = new URL(secrets.url);
  const target = allowedTarget(env().NOTIFY_ALLOW ?? [], url);
  if (target === undefined) return `NOTIFY_ALLOW does not name the address on ${row.host} any more.`;
  return { url, secret: secrets.secret, target };
}
