/** How far back one can tell that a tool was not on a device before. Pure. */
import type { Coverage } from '@/lib/engines/model';
import { reachesBefore } from '@/lib/history/ever';
import type { Ever } from '@/lib/history/model';
import type { Notice } from '@/lib/query/model';
import { counted, formatInstant } from '@/lib/shared/format';
import { lookbackWindow } from '@/lib/shared/lookback';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { signalOfTable } from '@/lib/tables/tables';
import type { SightingsParams } from './params';
import type { SweepResult } from './sweep-result';

/**
 * Since when there are events of each signal, where the engine knows it. `oldest` is the oldest instant of which it keeps events;
 * null where it keeps them for ever.
 */
export function historyOf({ tables }: Pick<Coverage, 'tables'>, oldest: Instant | null): SweepResult['history'] {
  const known = tables.flatMap(({ name, firstEvent }) => {
    const signal = signalOfTable.get(name);
    const begins = [firstEvent, oldest]
      .filter((at) => at != null)
      .sort()
      .at(-1);
    return signal && begins ? [[signal, begins] as const] : [];
  });
  return Object.fromEntries(known);
}

/** The beginning of the 30 days before the window, or of the telemetry where that begins later. */
export function lookbackFrom({ window, history }: Pick<SweepResult, 'window' | 'history'>): Instant {
  const { from } = lookbackWindow(window);
  const begins = Object.values(history).sort()[0];
  return begins !== undefined && begins > from ? begins : from;
}

/** Says how far back “first ever seen” reaches, or that it cannot be told, where a question ranks or filters by it. */
export function everNotices(
  { first, sort }: Pick<SightingsParams, 'first' | 'sort'>,
  ever: Ever,
  window: Pick<Window, 'from'>,
): Notice[] {
  if (!first && sort.key !== 'firstEver') return [];
  const { from, gaps, inHistory } = ever;
  if (!reachesBefore(ever, window)) {
    const known = `what is known begins at ${formatInstant(from, 'UTC', 0)} UTC, and so less than a day is known from before the window`;
    const next = inHistory
      ? 'Ask for a shorter window.'
      : 'Ask for a shorter window; no history is kept (the status page says why).';
    return [{ kind: 'info', message: `Nothing is called first ever seen: ${known}. ${next}` }];
  }
  const reach = `“First ever seen” looks back to ${formatInstant(from, 'UTC', 0)} UTC`;
  const lacks =
    gaps > 0 ? `, of which ${counted(gaps, 'time was', 'times were')} not swept: an earlier first may have been missed` : '';
  const why = inHistory ? '' : ', not further: no history is kept (the status page says why)';
  return [{ kind: 'info', message: `${reach}${lacks}${why}.` }];
}

/** Says so where nothing can be called new, as the telemetry does not reach back before what counts as new. */
export function historyNotices(sweep: Pick<SweepResult, 'window' | 'history'>, newSince: Instant): Notice[] {
  const begins = lookbackFrom(sweep);
  if (begins < newSince) return [];
  const message = `Nothing is called new: the telemetry begins at ${formatInstant(begins, 'UTC', 0)} UTC, so what was there before is not known.`;
  return [{ kind: 'info', message }];
}
