import 'server-only';
import { and, asc, desc, eq, exists, lte, ne, notInArray, or } from 'drizzle-orm';
import { publicAddress } from '@/lib/auth/host';
import { env } from '@/lib/shared/env';
import { linkId, randomFraction } from '@/lib/shared/ids';
import { log } from '@/lib/shared/log';
import { fromDate, type Instant, toMs } from '@/lib/shared/time';
import { type Transaction, withDatabase, withTransaction } from '@/lib/store/database.server';
import { webhookMessages, webhookOutbox, webhooks } from '@/lib/store/schema-webhooks';
import { APART, afterTry, MOST_TRIES, type NotDelivered, OLDEST } from './backoff';
import { joined } from './choose';
import { bodyOf } from './forms';
import { webhookForm } from './model';
import { batchOf } from './outbox.server';
import { type Outcome, post } from './post.server';
import { destinationOf, type WebhookRow, whyNoWebhooks } from './row.server';
import { signedHeaders } from './sign';

type MessageRow = typeof webhookMessages.$inferSelect;

/** How many messages of a webhook are kept to be looked at. */
const KEPT = 20;

const isPending = eq(webhookMessages.state, 'pending');
const instant = (ms: number): Instant => fromDate(new Date(ms));

/**
 * Sends what is due, to all webhooks at once and to each one message at most. A try is counted before it is made: who dies in it leaves a
 * message that is sent again a minute later, with the same id. `clock`: milliseconds since 1970. Rejects when the database does not answer,
 * never for a message that does not arrive.
 */
export async function deliverDue(clock: () => number, signal: AbortSignal): Promise<void> {
  if (whyNoWebhooks() !== null) return;
  const due = await readDue(instant(clock()));
  await Promise.all(
    due.map(async (id) => {
      const taken = await withTransaction((tx) => take(tx, id, clock()));
      if (taken === null) return;
      const outcome = await send(taken, clock(), signal);
      if (!signal.aborted) await settle(taken, outcome, clock());
    }),
  );
}

/** The webhooks with a message that is due, or with alerts that wait for one. */
async function readDue(at: Instant): Promise<string[]> {
  return await withDatabase(async (database) => {
    const waiting = database.select().from(webhookOutbox).where(eq(webhookOutbox.webhookId, webhooks.id));
    const begun = database
      .select()
      .from(webhookMessages)
      .where(and(eq(webhookMessages.webhookId, webhooks.id), isPending, lte(webhookMessages.nextAt, at)));
    const rows = await database
      .select({ id: webhooks.id })
      .from(webhooks)
      .where(and(eq(webhooks.paused, false), lte(webhooks.nextAt, at), or(exists(waiting), exists(begun))));
    return rows.map(({ id }) => id);
  });
}

interface Taken {
  webhook: WebhookRow;
  message: MessageRow;
}

/** The message of a webhook that is to be sent now, with its try counted; null where there is none. */
async function take(tx: Transaction, id: string, ms: number): Promise<Taken | null> {
  const at = instant(ms);
  const [webhook] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('update', { skipLocked: true });
  if (webhook === undefined || webhook.paused || webhook.nextAt > at) return null;
  const isOwn = eq(webhookMessages.webhookId, id);
  const [begun] = await tx.select().from(webhookMessages).where(and(isOwn, isPending)).limit(1);
  if (begun !== undefined && begun.nextAt > at) return null;
  const message = begun ?? (await begin(tx, id, at));
  if (message === null) return null;
  if (message.tries >= MOST_TRIES || ms - toMs(message.at) > OLDEST) {
    const reason = message.reason ?? 'The server ended in each try to send it, or was down for a day.';
    await tx.update(webhookMessages).set({ state: 'failed', reason }).where(eq(webhookMessages.id, message.id));
    return null;
  }
  const tried = { tries: message.tries + 1, triedAt: at, nextAt: instant(ms + APART) };
  await tx.update(webhookMessages).set(tried).where(eq(webhookMessages.id, message.id));
  await tx.update(webhooks).set({ nextAt: tried.nextAt }).where(eq(webhooks.id, id));
  return { webhook, message: { ...message, ...tried } };
}

/** Makes one message of all that waits. */
async function begin(tx: Transaction, webhookId: string, at: Instant): Promise<MessageRow | null> {
  const waiting = await tx.delete(webhookOutbox).where(eq(webhookOutbox.webhookId, webhookId)).returning();
  if (waiting.length === 0) return null;
  const batch = joined(waiting.sort((a, b) => (a.id < b.id ? -1 : 1)).map(batchOf));
  const untried = { state: 'pending', tries: 0, triedAt: at, nextAt: at, status: null, reason: null };
  const row = { id: `msg_${linkId()}`, webhookId, at, ...batch, ...untried };
  await tx.insert(webhookMessages).values(row);
  return row;
}

async function send({ webhook, message }: Taken, ms: number, signal: AbortSignal): Promise<Outcome> {
  const destination = await destinationOf(webhook);
  if (typeof destination === 'string')
    return { ok: false, status: null, words: destination, reason: destination, mayPass: false, retryAfter: null };
  const said = { id: message.id, at: message.at, ...batchOf(message), testBy: null };
  const body = bodyOf(webhookForm.parse(webhook.form), said, publicAddress(env()));
  const headers = signedHeaders(destination.secret, message.id, Math.floor(ms / 1000), body);
  return await post(destination, { body, headers, signal });
}

async function settle({ webhook, message }: Taken, outcome: Outcome, ms: number): Promise<void> {
  const after = outcome.ok ? { state: 'sent', reason: null } : afterNot(outcome, message, ms);
  if (after.state === 'failed')
    log().warn({ webhook: webhook.id, host: webhook.host, status: outcome.status }, 'a message of a webhook did not arrive');
  await withTransaction(async (tx) => {
    // Another server may have taken it up meanwhile; then its outcome holds.
    const isSame = and(eq(webhookMessages.id, message.id), eq(webhookMessages.tries, message.tries), isPending);
    await tx
      .update(webhookMessages)
      .set({ ...after, status: outcome.status })
      .where(isSame);
    const kept = tx
      .select({ id: webhookMessages.id })
      .from(webhookMessages)
      .where(eq(webhookMessages.webhookId, webhook.id))
      .orderBy(desc(webhookMessages.at), asc(webhookMessages.id))
      .limit(KEPT);
    await tx
      .delete(webhookMessages)
      .where(
        and(
          eq(webhookMessages.webhookId, webhook.id),
          ne(webhookMessages.state, 'pending'),
          notInArray(webhookMessages.id, kept),
        ),
      );
  });
}

function afterNot(outcome: NotDelivered, { tries, at }: MessageRow, ms: number) {
  const next = afterTry(outcome, { tries, age: ms - toMs(at), chance: randomFraction() });
  if ('failed' in next) return { state: 'failed', reason: next.failed };
  return { state: 'pending', reason: outcome.reason, nextAt: instant(ms + next.wait) };
}
