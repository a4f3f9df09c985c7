/** How far back one can tell that a tool was not on a device before. Pure. */
import type { Coverage } from '@/lib/engines/model';
import type { Notice } from '@/lib/query/model';
import { formatInstant } from '@/lib/shared/format';
import { lookbackWindow } from '@/lib/shared/lookback';
import type { Instant } from '@/lib/shared/time';
import { signalOfTable } from '@/lib/tables/tables';
import type { SweepResult } from './sweep-result';

/** Since when there are events of each signal, where the engine knows it. */
export function historyOf({ tables }: Pick<Coverage, 'tables'>): SweepResult['history'] {
  const known = tables.flatMap(({ name, firstEvent }) => {
    const signal = signalOfTable.get(name);
    return signal && firstEvent ? [[signal, firstEvent] as const] : [];
  });
  return Object.fromEntries(known);
}

/** The beginning of the 30 days before the window, or of the telemetry where that begins later. */
export function lookbackFrom({ window, history }: Pick<SweepResult, 'window' | 'history'>): Instant {
  const { from } = lookbackWindow(window);
  const begins = Object.values(history).sort()[0];
  return begins !== undefined && begins > from ? begins : from;
}

/** Says so where nothing can be called new, as the telemetry does not reach back before what counts as new. */
export function historyNotices(sweep: Pick<SweepResult, 'window' | 'history'>, newSince: Instant): Notice[] {
  const begins = lookbackFrom(sweep);
  if (begins < newSince) return [];
  const message = `Nothing is called new: the telemetry begins at ${formatInstant(begins, 'UTC', 0)} UTC, so what was there before is not known.`;
  return [{ kind: 'info', message }];
}
