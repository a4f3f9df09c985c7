import 'server-only';
import { requireSession } from '@/lib/auth/session.server';
import { currentEngine } from '@/lib/engines/current.server';
import type { TableStatus } from '@/lib/engines/model';
import { now } from '@/lib/shared/clock';
import { messageOf } from '@/lib/shared/errors';
import { type Instant, toMs } from '@/lib/shared/time';
import { type Huntbook, huntbook } from './huntbook.server';
import type { StatusReport } from './model';
import { bookNotices } from './sweep.server';

/** `GET /api/status`: the engine, each table's freshness and the hunts that need it. Needs a session. */
export async function readStatus(signal?: AbortSignal): Promise<StatusReport> {
  await requireSession();
  const engine = currentEngine();
  const asOf = now();
  const book = await huntbook();
  const answer = await engine.tables({ now: asOf, signal }).then(
    (tables) => ({ tables, message: 'ready', ok: true }),
    (error: unknown) => ({ tables: [], message: messageOf(error), ok: false }),
  );
  const hunts = [...book.askable.map((a) => a.hunt), ...book.refused.map((r) => r.hunt)];
  return {
    engine: engine.name,
    asOf,
    engines: [{ name: engine.name, ok: answer.ok, message: answer.message }],
    tables: answer.tables.map((table) => ({ ...table, ...needs(table, book), lagSeconds: lag(table.lastEvent, asOf) })),
    hunts: hunts.length,
    tools: new Set(hunts.map((h) => h.toolSlug)).size,
    sample: engine.sample(),
    notices: bookNotices(book),
  };
}

/** Which hunts read a table, and the connectors that bring it. */
function needs(table: TableStatus, book: Huntbook): { hunts: number; connectors: string[] } {
  const readers = book.askable.filter(({ cut }) => cut.table === table.name).map(({ hunt }) => hunt);
  const connectors = readers.flatMap((h) =>
    h.requiredDataConnectors.filter((c) => c.dataTypes.includes(table.name)).map((c) => c.connectorId),
  );
  return { hunts: readers.length, connectors: [...new Set(connectors)] };
}

function lag(lastEvent: Instant | null, asOf: Instant): number | null {
  return lastEvent === null ? null : Math.max(0, Math.round((toMs(asOf) - toMs(lastEvent)) / 1000));
}
