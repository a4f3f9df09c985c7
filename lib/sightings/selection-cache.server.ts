import 'server-only';
import { LRUCache } from 'lru-cache';
import { type HeldHistory, noHistory } from '@/lib/history/ever';
import { processWide } from '@/lib/shared/process-wide';
import { inTurns } from '@/lib/shared/turns';
import type { VerdictBoard } from '@/lib/triage/board.server';
import type { SightingsParams } from './params';
import { type EverSeen, filter, narrowAll, newSince, order, type Selected, type Selection } from './select';
import type { SweepResult } from './sweep-result';

/** What is known from before the window. Two of the same version say the same. */
type Ever = EverSeen & Pick<HeldHistory, 'version'>;

/** The selections made from one sweep: the next page costs nothing, another order or filter costs one step. */
class Selections {
  readonly #narrowed = kept<Selected[]>(4);
  readonly #ordered = kept<Selected[]>(8);
  readonly #filtered = kept<Omit<Selection, 'newSince'>>(6);
  readonly #rows = kept<Selected[]>(12);

  async select(sweep: SweepResult, params: SightingsParams, board: VerdictBoard, history: Ever): Promise<Selection> {
    const since = newSince(sweep.window, params.since);
    const { signal, excluded, sort, group, ...filters } = params;
    const narrowing = { signal, excluded };
    const versions = [board.version, history.version];
    const all = () =>
      held(this.#narrowed, [versions, since, narrowing], () =>
        inTurns(narrowAll(sweep, narrowing, since, board.verdictOf, history)),
      );
    const ordered = () =>
      held(this.#ordered, [versions, since, narrowing, sort, group], async () => inTurns(order(await all(), params)));
    // A filter keeps the order of its input, so only rows that were filtered under another order need a sort.
    let inOrder = false;
    const filtered = await held(this.#filtered, [versions, since, narrowing, filters], async () => {
      inOrder = true;
      return inTurns(filter(await ordered(), params));
    });
    const rows = await held(this.#rows, [versions, since, narrowing, filters, sort, group], async () =>
      inOrder ? filtered.rows : inTurns(order(filtered.rows, params)),
    );
    return { ...filtered, rows, newSince: since };
  }
}

/** Holds promises, so that equal questions that come at once share one. */
type Kept<T> = LRUCache<string, Promise<T>>;

const kept = <T>(max: number): Kept<T> => new LRUCache({ max });

function held<T>(cache: Kept<T>, key: unknown[], make: () => Promise<T>): Promise<T> {
  const text = JSON.stringify(key);
  const known = cache.get(text);
  if (known) return known;
  const making = make();
  cache.set(text, making);
  making.catch(() => cache.delete(text));
  return making;
}

const selections = processWide('selections', () => new WeakMap<SweepResult, Selections>());

/** Selects like `select` of select.ts, and remembers the result as long as the sweep. */
export function cachedSelection(
  sweep: SweepResult,
  params: SightingsParams,
  board: VerdictBoard,
  history: Ever = noHistory,
): Promise<Selection> {
  const those = selections.get(sweep) ?? new Selections();
  selections.set(sweep, those);
  return those.select(sweep, params, board, history);
}
