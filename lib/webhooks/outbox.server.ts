import 'server-only';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Instant } from '@/lib/shared/time';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { webhookOutbox, webhooks } from '@/lib/store/schema-webhooks';
import { type Batch, chosen } from './choose';
import { type Alert, type AlertKind, alertSchema, countsSchema, webhookSchema } from './model';
import { whyNoWebhooks } from './row.server';

/** A webhook that is not paused, and what it wants to be told. */
export interface Listener {
  id: string;
  alerts: AlertKind[];
  unacceptedAfter: number;
  /** Since when there is one. */
  at: Instant;
}

/** The webhooks that are told of what happens now; none where webhooks are off. */
export async function readListeners(): Promise<Listener[]> {
  if (whyNoWebhooks() !== null) return [];
  const { id, alerts, unacceptedAfter, at } = webhooks;
  const rows = await withDatabase((database) =>
    database.select({ id, alerts, unacceptedAfter, at }).from(webhooks).where(eq(webhooks.paused, false)),
  );
  return rows.map((row) => ({ ...row, alerts: webhookSchema.shape.alerts.parse(row.alerts) }));
}

/**
 * Lets alerts wait for the next message of each webhook that wants them, in the transaction in which they are marked as told. One row a
 * webhook, however many they are.
 */
export async function enqueue(tx: Transaction, listeners: readonly Listener[], alerts: readonly Alert[], at: Instant) {
  const rows = listeners.flatMap(({ id, alerts: kinds }) => {
    const batch = chosen(alerts, kinds);
    return batch === null ? [] : [{ webhookId: id, at, ...batch }];
  });
  if (rows.length > 0) await tx.insert(webhookOutbox).values(rows);
}

/** A batch as the store holds it. */
export const batchOf = ({ shown, more }: { shown: unknown; more: unknown }): Batch => ({
  shown: z.array(alertSchema).parse(shown),
  more: countsSchema.parse(more),
});
