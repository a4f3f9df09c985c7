/** Signatures by the Standard Webhooks specification 1.0: HMAC-SHA256 over id, time and body. Pure. */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** A secret as receivers are given it, of 32 random bytes as base64url. */
export const secretOf = (random: string): string => PREFIX + Buffer.from(random, 'base64url').toString('base64');

/** The headers of one try to send a message. `seconds` since 1970 is the time of the try; the id stays the same over all tries. */
export function signedHeaders(secret: string, id: string, seconds: number, body: string): Record<string, string> {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` };
}
