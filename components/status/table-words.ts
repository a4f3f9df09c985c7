/** The state of a table in words. Pure. */
import { lastWords } from '@/components/shell/window-words';
import { counted, formatLength } from '@/lib/shared/format';
import type { StatusReport } from '@/lib/status/model';
import { isOptional } from '@/lib/tables/tables';

type Table = StatusReport['tables'][number];
export type TableState = 'present' | 'empty' | 'missing' | 'broken';

export const stateWords: Record<TableState, string> = {
  present: 'Present',
  empty: 'Empty',
  missing: 'Not connected',
  broken: 'Cannot be read',
};

/** The state of a table. A table with an older event is not empty, even if no row of the counted time is there. */
export function tableState({
  present,
  rows,
  lastEvent,
  fault,
}: Pick<Table, 'present' | 'rows' | 'lastEvent' | 'fault'>): TableState {
  if (fault !== null) return 'broken';
  if (!present) return 'missing';
  return rows === '0' && lastEvent === null ? 'empty' : 'present';
}

/** `3 h behind`: how long before the status its newest event was. */
export function lagWords(seconds: number): string {
  return seconds < 60 ? 'under a minute behind' : `${formatLength(seconds)} behind`;
}

export type Lag = 'fresh' | 'late' | 'old';
const HOUR = 3_600;

/** Defender's events arrive within minutes; after an hour something is slow, after a day something is broken. */
export function lagOf(seconds: number): Lag {
  if (seconds <= HOUR) return 'fresh';
  return seconds <= 24 * HOUR ? 'late' : 'old';
}

/** The time over which rows are counted, such as ` in the last day`; '' for all of the time. */
export function withinWords(within: string | null): string {
  return within === null ? '' : ` in the ${lastWords(within).toLowerCase()}`;
}

/** Whether a table is missing and nothing needs it: then its name in one line is enough. */
export const isUnmissed = (table: Pick<Table, 'name' | 'present' | 'rows' | 'lastEvent' | 'fault' | 'hunts'>) =>
  isOptional(table.name) && table.hunts === 0 && tableState(table) === 'missing';

/** What the missing or unreadable tables mean for the answers; null if every hunt can be asked. */
export function unaskedWords(
  tables: readonly Pick<Table, 'name' | 'present' | 'rows' | 'lastEvent' | 'fault' | 'hunts'>[],
): string | null {
  const unasked = tables.filter((table) => table.hunts > 0 && ['missing', 'broken'].includes(tableState(table)));
  if (unasked.length === 0) return null;
  const hunts = unasked.reduce((sum, table) => sum + table.hunts, 0);
  const names = unasked.map(({ name }) => name).join(', ');
  const [are, they] = hunts === 1 ? ['It is', 'it'] : ['They are', 'they'];
  return `${counted(hunts, 'hunt needs', 'hunts need')} ${names}. ${are} not asked: what only ${they} would see is neither found nor ruled out.`;
}
