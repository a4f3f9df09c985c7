import 'server-only';
import { and, desc, eq } from 'drizzle-orm';
import { requirePrincipal } from '@/lib/auth/session.server';
import { slugOf } from '@/lib/hunts/model';
import { Fault } from '@/lib/shared/errors';
import { withDatabase } from '@/lib/store/database.server';
import { verdictHistory } from '@/lib/store/schema';
import { type VerdictHistory, verdictValueSchema } from './model';

/** `GET /api/verdicts/history?tool=&deviceId=`: every step, the newest first. Needs a session. */
export async function readVerdictHistory(search: URLSearchParams): Promise<VerdictHistory> {
  await requirePrincipal();
  const [tool, deviceId] = [needed(search, 'tool'), needed(search, 'deviceId')];
  const rows = await withDatabase((database) =>
    database
      .select()
      .from(verdictHistory)
      .where(and(eq(verdictHistory.toolSlug, slugOf(tool)), eq(verdictHistory.deviceId, deviceId)))
      .orderBy(desc(verdictHistory.at), desc(verdictHistory.revision)),
  );
  return {
    entries: rows.map(({ revision, from, to, by, at, note, owner, ticket, reviewAt, workspace, because }) => ({
      revision,
      from: verdictValueSchema.parse(from),
      to: verdictValueSchema.parse(to),
      by,
      at,
      note,
      owner,
      ticket,
      reviewAt,
      ...(workspace !== '' && { workspace }),
      ...(because !== null && { because }),
    })),
  };
}

function needed(search: URLSearchParams, name: string): string {
  const value = search.get(name)?.replaceAll('\0', '') ?? '';
  if (value !== '') return value;
  throw new Fault('bad-input', `${name} is missing.`, { fields: { [name]: 'is missing' } });
}
