import 'server-only';
import { desc, eq } from 'drizzle-orm';
import { paths } from '@/lib/routes/paths';
import type { Instant } from '@/lib/shared/time';
import { shiftTimeSchema } from '@/lib/shifts/model';
import { definedShifts } from '@/lib/shifts/shifts.server';
import { withDatabase, withTransaction } from '@/lib/store/database.server';
import { handovers } from '@/lib/store/schema';
import type { Alert } from '@/lib/webhooks/model';
import { enqueue, type Listener } from '@/lib/webhooks/outbox.server';
import { acceptanceDue } from './acceptance';
import { mark, unmarked } from './marks.server';

/** How many unaccepted handovers are looked at: the last ones, because what is open is carried over to them. */
const MOST = 20;

/**
 * Tells each webhook of handovers that are not accepted when its time has come, once each. Of those whose time had come before there was the
 * webhook it is not told.
 */
export async function lookForUnaccepted(listeners: readonly Listener[], at: Instant): Promise<void> {
  const wanting = listeners.filter(({ alerts }) => alerts.includes('handover-unaccepted'));
  if (wanting.length === 0) return;
  const published = await withDatabase((database) =>
    database
      .select({ id: handovers.id, by: handovers.by, shift: handovers.shift, publishedAt: handovers.publishedAt })
      .from(handovers)
      .where(eq(handovers.state, 'published'))
      .orderBy(desc(handovers.publishedAt))
      .limit(MOST),
  );
  if (published.length === 0) return;
  const { shifts } = await definedShifts();
  const due = published.flatMap(({ id, by, publishedAt, ...row }) => {
    if (publishedAt === null) return [];
    const shift = shiftTimeSchema.parse(row.shift);
    const alert: Alert = { kind: 'handover-unaccepted', id, shift: shift.name, by, publishedAt, path: paths.handover(id) };
    return wanting.flatMap((listener) => {
      const time = acceptanceDue({ shift, publishedAt }, shifts, listener.unacceptedAfter);
      return time <= at && time >= listener.at ? [{ listener, alert, key: JSON.stringify(['unaccepted', id, listener.id]) }] : [];
    });
  });
  const isNew = await unmarked(due.map(({ key }) => key));
  if (!due.some(({ key }) => isNew(key))) return;
  await withTransaction(async (tx) => {
    const isFresh = await mark(
      tx,
      due.map(({ key }) => key),
      at,
    );
    for (const { listener, alert, key } of due) if (isFresh(key)) await enqueue(tx, [listener], [alert], at);
  });
}
