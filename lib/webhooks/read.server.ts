import 'server-only';
import { asc, desc } from 'drizzle-orm';
import type { Principal } from '@/lib/auth/model';
import { mayAs } from '@/lib/auth/role';
import { requirePrincipal } from '@/lib/auth/session.server';
import { whyOff } from '@/lib/history/source';
import { env } from '@/lib/shared/env';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { webhookMessages, webhookOutbox, webhooks } from '@/lib/store/schema-webhooks';
import { sizeOf } from './choose';
import { type Delivery, type Webhook, type WebhooksPage, webhookSchema } from './model';
import { batchOf } from './outbox.server';
import { destinationOf, type WebhookRow, whyNoWebhooks } from './row.server';

/** `GET /api/webhooks`: all of them, in the order in which they were made. Needs a session. */
export async function readWebhooks(): Promise<WebhooksPage> {
  const principal = await requirePrincipal();
  return await withDatabase((database) => pageOf(database, principal));
}

async function pageOf(database: Pick<Transaction, 'select'>, principal: Principal): Promise<WebhooksPage> {
  const rows = await database.select().from(webhooks).orderBy(asc(webhooks.at), asc(webhooks.id));
  const answers = await answersOf(database, rows);
  return {
    off: whyNoWebhooks(),
    allowed: mayAs(principal, 'Lead') ? (env().NOTIFY_ALLOW ?? []).map(({ text }) => text) : [],
    noHistory: whyOff(env()),
    webhooks: answers,
  };
}

/** One webhook as an answer. */
export async function webhookOf(database: Pick<Transaction, 'select'>, row: WebhookRow): Promise<Webhook> {
  const [webhook] = await answersOf(database, [row]);
  if (webhook === undefined) throw new Error('a row has its answer');
  return webhook;
}

async function answersOf(database: Pick<Transaction, 'select'>, rows: WebhookRow[]): Promise<Webhook[]> {
  const waiting = await database.select().from(webhookOutbox);
  const messages = await database.select().from(webhookMessages).orderBy(desc(webhookMessages.at));
  return await Promise.all(
    rows.map(async (row) => {
      const isOwn = ({ webhookId }: { webhookId: string }) => webhookId === row.id;
      const destination = await destinationOf(row);
      const { id, name, form, host, ending, alerts, unacceptedAfter, paused, by, at, revision } = row;
      return webhookSchema.parse({
        ...{ id, name, form, host, ending, alerts, unacceptedAfter, paused, by, at, revision },
        fault: typeof destination === 'string' ? destination : null,
        waiting: waiting.filter(isOwn).reduce((sum, batch) => sum + sizeOf(batchOf(batch)), 0),
        deliveries: messages.filter(isOwn).map(deliveryOf),
      });
    }),
  );
}

function deliveryOf(row: typeof webhookMessages.$inferSelect): Omit<Delivery, 'state'> & { state: string } {
  const { id, at, state, tries, triedAt, nextAt, status, reason } = row;
  return { id, at, state, tries, triedAt, nextAt, status, reason, alerts: sizeOf(batchOf(row)) };
}
