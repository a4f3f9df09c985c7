/** How a table stands, by two questions at most: its last day, and only where that is empty the time before. */
import type { QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { Coverage, TableStatus } from '@/lib/engines/model';
import { kqlDatetime } from '@/lib/kql/quote';
import { Fault } from '@/lib/shared/errors';
import { addTicks, parseDuration } from '@/lib/shared/time';

/** Counting more would read the whole table, at the cost of everybody's queries. */
const WITHIN = '1d';
const NEWEST_WITHIN = '30d';

type Ask = (kql: string, options: QueryOptions) => Promise<QueryResult>;

export async function statusOf(ask: Ask, table: Coverage['tables'][number], options: QueryOptions): Promise<TableStatus> {
  const { name, present, timeColumn } = table;
  const nothing = { name, present, timeColumn, rows: '0', within: WITHIN, firstEvent: null, lastEvent: null, fault: null };
  if (!present) return nothing;
  const since = (length: string) =>
    `${name} | where Timestamp between (${kqlDatetime(addTicks(options.now, -(parseDuration(length) ?? 0n)))} .. ${kqlDatetime(options.now)})`;
  try {
    const day = `${since(WITHIN)} | summarize Rows = count(), First = min(Timestamp), Last = max(Timestamp)`;
    const [rows, first, last] = await oneRow(ask, day, options);
    if (rows !== '0') return { ...nothing, rows: text(rows) ?? '0', firstEvent: text(first), lastEvent: text(last) };
    const [newest] = await oneRow(ask, `${since(NEWEST_WITHIN)} | summarize Last = max(Timestamp)`, options);
    return { ...nothing, lastEvent: text(newest) };
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'cancelled' || error.kind === 'unauthenticated') throw error;
    return { ...nothing, fault: error.message };
  }
}

async function oneRow(ask: Ask, kql: string, options: QueryOptions) {
  const { rows, cut, partial } = await ask(kql, options);
  const [row] = rows;
  if (cut || !row) throw new Fault('unavailable', partial.join(' ') || 'The service did not say.');
  return row;
}

const text = (cell: QueryResult['rows'][number][number] | undefined) => (typeof cell === 'string' ? cell : null);
