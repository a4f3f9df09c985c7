/** Finds the window in which the sightings of an import are. Pure. */
import type { ImportResult } from '@/lib/engines/model';
import { addTicks, parseDuration } from '@/lib/shared/time';
import { DEFAULT_LAST, type Window } from '@/lib/shared/window';
import type { StatusReport } from '@/lib/status/model';

/**
 * The window from the first to the newest event that an import brought into hunted tables, if the default window would miss
 * those. Null if the default window shows them.
 */
export function importedWindow(result: ImportResult, { asOf, tables }: Pick<StatusReport, 'asOf' | 'tables'>): Window | null {
  const filled = new Set(result.tables.map(({ table }) => table));
  const hunted = tables.filter(({ name, hunts }) => hunts > 0 && filled.has(name));
  const from = hunted.flatMap(({ firstEvent }) => firstEvent ?? []).sort()[0];
  const to = hunted
    .flatMap(({ lastEvent }) => lastEvent ?? [])
    .sort()
    .at(-1);
  if (from === undefined || to === undefined) return null;
  const usual = addTicks(asOf, -(parseDuration(DEFAULT_LAST) ?? 0n));
  return to < usual || from > asOf ? { from, to } : null;
}
