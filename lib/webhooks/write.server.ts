import 'server-only';
import { and, count, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Principal, userOf } from '@/lib/auth/model';
import { requireRevision } from '@/lib/auth/revision';
import { type Change, write } from '@/lib/auth/write.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { randomId, randomToken } from '@/lib/shared/ids';
import type { Transaction } from '@/lib/store/database.server';
import { webhookMessages, webhookOutbox, webhooks } from '@/lib/store/schema-webhooks';
import { type changedWebhook, MOST_WEBHOOKS, webhookInput, webhookPatch } from './model';
import { webhookOf } from './read.server';
import { checkedUrl, openSecrets, sealedColumns, type WebhookRow, whyNoWebhooks } from './row.server';
import { secretOf } from './sign';

type Changed = z.infer<typeof changedWebhook>;

const newSecret = () => secretOf(randomToken());

const add: Change<z.infer<typeof webhookInput>, Changed> = {
  action: 'webhook.add',
  role: 'Lead',
  input: webhookInput,
  run: async (tx, { name, form, url, alerts, unacceptedAfter }, principal) => {
    const off = whyNoWebhooks();
    if (off !== null) throw new Fault('bad-input', off);
    await tx.execute('LOCK TABLE webhooks IN SHARE ROW EXCLUSIVE MODE');
    const [held] = await tx.select({ count: count() }).from(webhooks);
    if ((held?.count ?? 0) >= MOST_WEBHOOKS)
      throw new Fault('bad-input', `There are ${MOST_WEBHOOKS} webhooks, the most that are kept. Delete one that nobody needs.`);
    const [at, secret] = [now(), newSecret()];
    const where = await sealedColumns({ url: checkedUrl(url).href, secret });
    const byId = userOf(principal);
    const row: WebhookRow = {
      ...{ id: randomId(), name, form, ...where, alerts, unacceptedAfter, paused: false, by: principal.name, byId, at },
      ...{ nextAt: '', testedAt: null, revision: 1 }, // '' is before every instant
    };
    await tx.insert(webhooks).values(row);
    const { id, host } = row;
    return {
      result: { webhook: await webhookOf(tx, row), secret },
      subject: name,
      detail: { id, form, host, alerts, unacceptedAfter },
    };
  },
};

const change: Change<z.infer<typeof webhookPatch>, Changed> = {
  action: 'webhook.change',
  role: 'Lead',
  input: webhookPatch,
  run: async (tx, { id, url, newSecret: isNewSecret, ifRevision, ...said }) => {
    const before = await find(tx, id);
    requireRevision(ifRevision, before, `The webhook “${before.name}”`);
    const part = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    const secrets = await changedSecrets(before, url, isNewSecret ?? false);
    const row: WebhookRow = { ...before, ...part, ...secrets?.columns, revision: before.revision + 1 };
    await tx.update(webhooks).set(row).where(eq(webhooks.id, id));
    if (row.paused && !before.paused) await dropWaiting(tx, id);
    const shown = ({ name, alerts, unacceptedAfter, paused, host }: WebhookRow) => ({
      name,
      alerts,
      unacceptedAfter,
      paused,
      host,
    });
    return {
      result: { webhook: await webhookOf(tx, row), secret: secrets?.secret ?? null },
      subject: row.name,
      detail: {
        ...{ id, from: shown(before), to: shown(row) },
        ...(url !== undefined && { address: 'entered anew' }),
        ...(secrets?.secret && { secret: 'made anew' }),
      },
    };
  },
};

/** The columns for another address or secret; the secret only where it is another. */
async function changedSecrets(row: WebhookRow, url: string | undefined, isNewSecret: boolean) {
  if (url === undefined && !isNewSecret) return undefined;
  const held = await openSecrets(row);
  const address = url === undefined ? held?.url : checkedUrl(url).href;
  if (address === undefined) {
    const why = 'cannot be read, as it was sealed with another SECRET_KEY. Enter it anew';
    throw new Fault('bad-input', `url: ${why}`, { fields: { url: why } });
  }
  const secret = isNewSecret || held === undefined ? newSecret() : null;
  return { columns: await sealedColumns({ url: address, secret: secret ?? held?.secret ?? '' }), secret };
}

/** While a webhook is paused nothing is sent to it and nothing kept for it. */
async function dropWaiting(tx: Transaction, id: string): Promise<void> {
  await tx.delete(webhookOutbox).where(eq(webhookOutbox.webhookId, id));
  await tx
    .update(webhookMessages)
    .set({ state: 'failed', reason: 'The webhook was paused before it arrived.' })
    .where(and(eq(webhookMessages.webhookId, id), eq(webhookMessages.state, 'pending')));
}

const idInput = z.object({ id: webhookPatch.shape.id });

const remove: Change<z.infer<typeof idInput>, { id: string }> = {
  action: 'webhook.remove',
  role: 'Lead',
  input: idInput,
  run: async (tx, { id }) => {
    const { name, form, host } = await find(tx, id);
    await tx.delete(webhooks).where(eq(webhooks.id, id));
    return { result: { id }, subject: name, detail: { id, form, host } };
  },
};

/** The row, locked until the change is made. Throws a Fault `not-found`. */
export async function find(tx: Transaction, id: string): Promise<WebhookRow> {
  const [row] = await tx.select().from(webhooks).where(eq(webhooks.id, id)).for('update');
  if (row === undefined) throw new Fault('not-found', 'There is no such webhook.');
  return row;
}

/** `POST /api/webhooks`, by a Lead. The answer holds the secret of its signatures, which is never told again. Throws Faults as `write`. */
export function addWebhook(principal: Principal, read: () => Promise<unknown>): Promise<Changed> {
  return write(principal, add, read);
}

/** `PATCH /api/webhooks/{id}`, by a Lead. Throws Faults as `write`, `not-found` and `conflict`. */
export function changeWebhook(principal: Principal, read: () => Promise<unknown>): Promise<Changed> {
  return write(principal, change, read);
}

/** `DELETE /api/webhooks/{id}`, by a Lead, with all that waits for it. */
export function removeWebhook(principal: Principal, id: string): Promise<{ id: string }> {
  return write(principal, remove, () => ({ id }));
}
