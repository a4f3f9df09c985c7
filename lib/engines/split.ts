/**
 * Asks one question over a window that may be too much for one query. An answer that comes back cut is asked again in halves,
 * which together cover every instant once, until every piece is whole.
 */
import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import type { Cell, Column } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { formatInstant } from '@/lib/shared/format';
import { formatTicks, toTicks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { type Asked, ask } from './asked';
import type { Engine, QueryOptions, QueryResult } from './engine';
import { realTime, type Time } from './throttling/time';

export interface SplitQuestion {
  window: Window;
  /** The query over a part of the window; both ends belong to it. */
  kql: (window: Window) => Asked;
  /**
   * The rows of two neighbouring pieces as those of one, the earlier piece first. Pieces meet in any order, so it must be
   * associative (least, greatest, sum, union of sets). Without it the rows stand one after the other.
   */
  merge?: (earlier: Cell[][], later: Cell[][], columns: Column[]) => Cell[][];
}

const MAX_PIECES = 64;
const AT_ONCE = 4;
/** A query that takes too long even over a part may do so over every part of it. */
const MAX_MS = 15 * 60_000;

/**
 * The engine's answer over the whole window, whole if that can be had in at most 64 pieces and a quarter of an hour. A piece
 * that stays cut is named in `partial` with its window. Rejects as the engine does, and then asks nothing further.
 */
export async function askOver(
  engine: Engine,
  question: SplitQuestion,
  options: QueryOptions,
  time: Pick<Time, 'now'> = realTime,
): Promise<QueryResult> {
  const giveUp = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, giveUp.signal]) : giveUp.signal;
  setMaxListeners(0, signal); // one for each piece
  try {
    return await new Splitting(engine, question, { ...options, signal }, time).over(question.window);
  } catch (error) {
    giveUp.abort();
    throw error;
  }
}

class Splitting {
  private readonly limit = pLimit(AT_ONCE);
  private of = 1;
  private done = 0;
  private readonly end: number;

  constructor(
    private readonly engine: Engine,
    private readonly question: SplitQuestion,
    private readonly options: QueryOptions,
    private readonly time: Pick<Time, 'now'>,
  ) {
    this.end = time.now() + MAX_MS;
  }

  async over(window: Window): Promise<QueryResult> {
    const pieces = () => ({ done: this.done, of: this.of });
    const options = this.of === 1 ? this.options : { ...this.options, pieces };
    const answer = await this.limit(() => ask(this.engine, this.question.kql(window), options));
    const halves = answer.cut ? halvesOf(window) : undefined;
    if (!halves || this.of >= MAX_PIECES || this.time.now() > this.end) {
      this.done += 1;
      return answer.cut && window !== this.question.window ? named(answer, window) : answer;
    }
    this.of += 1;
    const [earlier, later] = await Promise.all([this.over(halves[0]), this.over(halves[1])]);
    return this.joined(earlier, later);
  }

  private joined(earlier: QueryResult, later: QueryResult): QueryResult {
    const columns = hasNone(earlier) ? later.columns : earlier.columns;
    if (!hasNone(earlier) && !hasNone(later) && shape(columns) !== shape(later.columns))
      throw new Fault('unavailable', 'The columns changed while the window was asked in pieces. Ask again.');
    const rows = this.question.merge?.(earlier.rows, later.rows, columns) ?? earlier.rows.concat(later.rows);
    const partial = [...new Set([...earlier.partial, ...later.partial])];
    return { columns, rows, partial, cut: earlier.cut || later.cut };
  }
}

/** A piece that took too long says nothing, not even its columns. */
const hasNone = ({ cut, columns }: QueryResult) => cut && columns.length === 0;

const shape = (columns: Column[]) => JSON.stringify(columns.map(({ name, type }) => [name, type]));

/** Undefined for a single instant. */
function halvesOf({ from, to }: Window): [Window, Window] | undefined {
  const [first, last] = [toTicks(from), toTicks(to)];
  if (first >= last) return undefined;
  const middle = first + (last - first) / 2n;
  return [
    { from, to: formatTicks(middle) },
    { from: formatTicks(middle + 1n), to },
  ];
}

function named(answer: QueryResult, { from, to }: Window): QueryResult {
  const where = `From ${formatInstant(from)} to ${formatInstant(to)} UTC`;
  return { ...answer, partial: answer.partial.map((why) => `${where}: ${why}`) };
}
