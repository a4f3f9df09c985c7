import 'server-only';
import type { TableStatus } from '@/lib/engines/model';
import { messageOf } from '@/lib/shared/errors';
import { type Instant, toMs } from '@/lib/shared/time';
import { beginAsk } from './ask.server';
import { type Huntbook, huntbook } from './huntbook.server';
import type { StatusReport } from './model';
import { bookNotices } from './sweep.server';

/** `GET /api/status`: the engine, each table's freshness and the hunts that need it. Needs a session. */
export async function readStatus(signal?: AbortSignal): Promise<StatusReport> {
  const ask = await beginAsk(signal);
  const { engine, now: asOf } = ask;
  const book = await huntbook(engine);
  const answer = await engine.tables({ ...ask, what: 'The tables' }).then(
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
