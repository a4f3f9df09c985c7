import 'server-only';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { publicAddress } from '@/lib/auth/host';
import type { Principal } from '@/lib/auth/model';
import { type Change, write } from '@/lib/auth/write.server';
import { wallTime } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { linkId } from '@/lib/shared/ids';
import { fromDate, toMs } from '@/lib/shared/time';
import { webhooks } from '@/lib/store/schema-webhooks';
import { bodyOf } from './forms';
import { type TestResult, webhookForm, webhookPatch } from './model';
import { post } from './post.server';
import { destinationOf, type WebhookRow } from './row.server';
import { signedHeaders } from './sign';
import { find } from './write.server';

/** In milliseconds, between two tests of a webhook. */
const APART = 10_000;

const idInput = z.object({ id: webhookPatch.shape.id });

const test: Change<z.infer<typeof idInput>, WebhookRow> = {
  action: 'webhook.test',
  role: 'Lead',
  input: idInput,
  run: async (tx, { id }) => {
    const row = await find(tx, id);
    const wait = row.testedAt === null ? 0 : toMs(row.testedAt) + APART - wallTime();
    if (wait > 0) {
      const seconds = Math.ceil(wait / 1000);
      throw new Fault('too-many', `It was tested just now. Wait ${seconds} s before the next test.`, { retryAfter: seconds });
    }
    const testedAt = fromDate(new Date(wallTime()));
    await tx.update(webhooks).set({ testedAt }).where(eq(webhooks.id, id));
    return { result: row, subject: row.name, detail: { id, host: row.host } };
  },
};

/**
 * `POST /api/webhooks/{id}/test`, by a Lead: sends a message that says it is a test, now and once, and gives what the receiver answered.
 * Throws Faults as `write`, `not-found`, and `too-many` for a second one within 10 seconds.
 */
export async function testWebhook(principal: Principal, id: string, signal?: AbortSignal): Promise<TestResult> {
  const row = await write(principal, test, () => ({ id }));
  const destination = await destinationOf(row);
  if (typeof destination === 'string') return { ok: false, status: null, words: destination };
  const [ms, messageId] = [wallTime(), `test_${linkId()}`];
  const message = { id: messageId, at: fromDate(new Date(ms)), shown: [], more: {}, testBy: principal.name };
  const body = bodyOf(webhookForm.parse(row.form), message, publicAddress(env()));
  const headers = signedHeaders(destination.secret, messageId, Math.floor(ms / 1000), body);
  const { ok, status, words } = await post(destination, { body, headers, ...(signal && { signal }) });
  return { ok, status, words };
}
