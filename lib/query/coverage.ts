/** What an engine does not cover of the window and of the estate. Every answer says what it lacks. Pure. */

import type { Engine } from '@/lib/engines/engine';
import type { Coverage } from '@/lib/engines/model';
import { minuteWords } from '@/lib/shared/format';
import { lookbackWindow } from '@/lib/shared/lookback';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Notice } from './model';

interface Asked {
  engine: Pick<Engine, 'retention'>;
  now: Instant;
}

/** The oldest instant of which the engine keeps events; null when it keeps them for ever. */
export function oldestKept({ engine: { retention }, now }: Asked): Instant | null {
  const length = retention === null ? undefined : parseDuration(retention);
  return length === undefined ? null : addTicks(now, -length);
}

/** The hunted tables that are nowhere in what the engine covers: a query that names one would fail. */
export function missingOf({ tables }: Coverage): ReadonlySet<string> {
  return new Set(tables.filter(({ present }) => !present).map(({ name }) => name));
}

/** Notices for an answer over a window. */
export function coverageNotices(asked: Asked, coverage: Coverage, window: Window): Notice[] {
  const notices = coverage.notices.map((message): Notice => ({ kind: 'partial', message }));
  const oldest = oldestKept(asked);
  if (oldest !== null && window.from < oldest)
    notices.push({
      kind: 'partial',
      message: `Events are kept for ${asked.engine.retention}: those before ${minuteWords(oldest)} are not in this answer.`,
    });
  return notices;
}

/** Says where “new” is uncertain, because the engine does not keep all of the time before the window. */
export function lookbackNotices(asked: Asked, window: Window): Notice[] {
  const oldest = oldestKept(asked);
  if (oldest === null || lookbackWindow(window).from >= oldest) return [];
  const message =
    oldest < window.from
      ? `“New” looks back to ${minuteWords(oldest)} only: events are kept for ${asked.engine.retention}.`
      : `“New” says nothing here: events are kept for ${asked.engine.retention}, and the window begins before that.`;
  return [{ kind: 'info', message }];
}
