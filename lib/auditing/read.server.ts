import 'server-only';
import type { AuditName, AuditPage } from '@/lib/audit/model';
import { type AuditParams, parseAuditParams } from '@/lib/audit/params';
import { type AuditFilter, readAudit, readAuditActors } from '@/lib/audit/read.server';
import type { Principal } from '@/lib/auth/model';
import { requirePrincipal } from '@/lib/auth/session.server';
import { note, requireRole } from '@/lib/auth/write.server';
import { parsePageParams } from '@/lib/query/params';
import { wallTime } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { addTicks, fromDate, parseDuration } from '@/lib/shared/time';

/** The most entries of one read of an export: the server holds so many in memory. */
const EXPORT_PAGE = 1000;

/** `GET /api/audit`: a page, newest first. Needs the role Lead. What of the URL cannot be read is a Fault `bad-input`. */
export async function readAuditPage(search: URLSearchParams): Promise<AuditPage> {
  requireRole(await requirePrincipal(), 'Lead');
  const { params: paging } = parsePageParams(search);
  return await readAudit({ ...filterOf(search), cursor: paging.cursor, limit: paging.limit });
}

/** The people to filter by. Needs the role Lead. */
export async function readAuditNames(): Promise<AuditName[]> {
  requireRole(await requirePrincipal(), 'Lead');
  return (await readAuditActors()).sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

export interface AuditExport {
  name: string;
  body: ReadableStream;
}

/**
 * `GET /api/audit?format=ndjson`: every entry that fits, one JSON a line, newest first; the audit records the export first. Needs the role
 * Lead. It is read in pages as the client takes it. When one fails the connection is cut, so that no part passes for the whole.
 */
export async function exportAudit(search: URLSearchParams): Promise<AuditExport> {
  const principal: Principal = await requirePrincipal();
  requireRole(principal, 'Lead');
  const filter = filterOf(search);
  const name = `audit ${fromDate(new Date(wallTime())).slice(0, 10)}.ndjson`;
  await note(principal, { action: 'audit.export', subject: name, detail: { ...filter } });
  return { name, body: pageStream(filter) };
}

function pageStream(filter: AuditFilter): ReadableStream {
  const encoder = new TextEncoder();
  let cursor: string | null = null;
  return new ReadableStream(
    {
      async pull(controller) {
        const page = await readAudit({ ...filter, cursor, limit: EXPORT_PAGE });
        controller.enqueue(encoder.encode(page.entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')));
        cursor = page.nextCursor;
        if (cursor === null) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** A filter that is not understood would show or export more than was meant. */
function filterOf(search: URLSearchParams): AuditFilter {
  const { params, notices } = parseAuditParams(search);
  if (notices.length > 0) throw new Fault('bad-input', notices.map(({ message }) => message).join(' '));
  const { last, ...filter } = params;
  return last === null ? filter : { ...filter, from: startOf(last) };
}

/** Entries have the machine's time, whatever `NOW` says. */
function startOf(last: NonNullable<AuditParams['last']>) {
  return addTicks(fromDate(new Date(wallTime())), -(parseDuration(last) ?? 0n));
}
