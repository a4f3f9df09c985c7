import 'server-only';
import { type CompiledCatalogue, catalogueNotices } from '@/lib/catalogue/compiled';
import { compiledCatalogue } from '@/lib/catalogue/compiled.server';
import type { TableStatus } from '@/lib/engines/model';
import type { HistoryStatus } from '@/lib/history/model';
import { readHistoryStatus } from '@/lib/history/status.server';
import { openQuery, type QueryContext } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { dataConnectors, streamingSettings } from '@/lib/routes/deep-links/connectors';
import { Fault, messageOf } from '@/lib/shared/errors';
import { portals } from '@/lib/shared/portals';
import { type Instant, toMs } from '@/lib/shared/time';
import type { StatusReport } from './model';

/** `GET /api/status`: the engine, each table's freshness and the hunts that need it. Needs a session. */
export async function readStatus(signal?: AbortSignal): Promise<StatusReport> {
  return await statusOf(await openQuery(signal));
}

/** The status for a given query context. */
export async function statusOf(context: QueryContext): Promise<StatusReport> {
  const { engine, now: asOf } = context;
  const compiled = await compiledCatalogue(engine);
  const [{ tables, coverage, fault }, sweeps] = await Promise.all([readTables(context), readSweeps(context)]);
  const hunts = [...compiled.hunts.map((a) => a.hunt), ...compiled.refused.map((r) => r.hunt)];
  return {
    engine: engine.name,
    asOf,
    engines: [{ name: engine.name, ok: fault === null, message: fault ?? 'ready' }],
    tables: tables.map((table) => ({ ...table, ...needs(table, compiled), lagSeconds: lag(table.lastEvent, asOf) })),
    coverage,
    connectorLinks: { sentinel: dataConnectors(portals()), streaming: streamingSettings(portals()) },
    hunts: hunts.length,
    tools: new Set(hunts.map((h) => h.toolSlug)).size,
    sample: engine.sample(),
    history: sweeps.history,
    notices: [...catalogueNotices(compiled), ...sweeps.notices],
  };
}

interface Tables {
  tables: TableStatus[];
  coverage: string[];
  fault: string | null;
}

/** The engine's own report. Its faults are part of the answer, except those that only a new sign-in mends. */
async function readTables({ engine, ...context }: QueryContext): Promise<Tables> {
  const options = { ...context, what: 'The tables' };
  try {
    const [tables, { notices }] = await Promise.all([engine.tables(options), engine.coverage(options)]);
    return { tables, coverage: notices, fault: null };
  } catch (error) {
    if (error instanceof Fault && ['unauthenticated', 'cancelled'].includes(error.kind)) throw error;
    return { tables: [], coverage: [], fault: messageOf(error) };
  }
}

/** How the sweeps for the history stand. Without the database the rest of the page is told all the same. */
async function readSweeps({ engine, now }: QueryContext): Promise<{ history: HistoryStatus | null; notices: Notice[] }> {
  try {
    return { history: await readHistoryStatus(engine, now), notices: [] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { history: null, notices: [{ kind: 'partial', message: `How the history stands is not known: ${error.message}` }] };
  }
}

/** Which hunts read a table, and the connectors that bring it. */
function needs(table: TableStatus, compiled: CompiledCatalogue): { hunts: number; connectors: string[] } {
  const readers = compiled.hunts.filter(({ cut }) => cut.table === table.name).map(({ hunt }) => hunt);
  const connectors = readers.flatMap((h) =>
    h.requiredDataConnectors.filter((c) => c.dataTypes.includes(table.name)).map((c) => c.connectorId),
  );
  return { hunts: readers.length, connectors: [...new Set(connectors)] };
}

function lag(lastEvent: Instant | null, asOf: Instant): number | null {
  return lastEvent === null ? null : Math.max(0, Math.round((toMs(asOf) - toMs(lastEvent)) / 1000));
}
