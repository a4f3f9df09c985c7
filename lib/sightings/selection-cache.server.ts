import 'server-only';
import { LRUCache } from 'lru-cache';
import { processWide } from '@/lib/shared/process-wide';
import type { VerdictBoard } from '@/lib/triage/board.server';
import type { SightingsParams } from './params';
import { filter, narrowAll, newSince, order, type Selected, type Selection } from './select';
import type { SweepResult } from './sweep-result';

/** The selections made from one sweep: the next page costs nothing, another order or filter costs one step. */
class Selections {
  readonly #narrowed = new LRUCache<string, Selected[]>({ max: 4 });
  readonly #ordered = new LRUCache<string, Selected[]>({ max: 8 });
  readonly #filtered = new LRUCache<string, ReturnType<typeof filter>>({ max: 6 });
  readonly #rows = new LRUCache<string, Selected[]>({ max: 12 });

  select(sweep: SweepResult, params: SightingsParams, board: VerdictBoard): Selection {
    const since = newSince(sweep.window, params.since);
    const { signal, excluded, sort, group, ...filters } = params;
    const narrowing = { signal, excluded };
    const all = held(this.#narrowed, [board.version, since, narrowing], () =>
      narrowAll(sweep, narrowing, since, board.verdictOf),
    );
    const ordered = () => held(this.#ordered, [board.version, since, narrowing, sort, group], () => order(all, params));
    // A filter keeps the order of its input, so only rows that were filtered under another order need a sort.
    let inOrder = false;
    const filtered = held(this.#filtered, [board.version, since, narrowing, filters], () => {
      inOrder = true;
      return filter(ordered(), params);
    });
    const rows = held(this.#rows, [board.version, since, narrowing, filters, sort, group], () =>
      inOrder ? filtered.rows : order(filtered.rows, params),
    );
    return { ...filtered, rows, newSince: since };
  }
}

function held<T extends object>(cache: LRUCache<string, T>, key: unknown[], make: () => T): T {
  const text = JSON.stringify(key);
  const value = cache.get(text) ?? make();
  cache.set(text, value);
  return value;
}

const selections = processWide('selections', () => new WeakMap<SweepResult, Selections>());

/** Selects like `select` of select.ts, and remembers the result as long as the sweep. */
export function cachedSelection(sweep: SweepResult, params: SightingsParams, board: VerdictBoard): Selection {
  const those = selections.get(sweep) ?? new Selections();
  selections.set(sweep, those);
  return those.select(sweep, params, board);
}
