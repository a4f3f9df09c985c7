/** The exclusions of a sweep, as one KQL expression for each table. Pure. */
import { joined } from '@/lib/kql/cut/fuse';
import type { Notice } from '@/lib/query/model';
import { Fault, messageOf } from '@/lib/shared/errors';
import { type Signal, signals } from '@/lib/tables/tables';
import { conditionsOf, type Where } from './model';
import { type WhereContext, whereKql } from './where-kql';

/** The exclusions that are active when a question is asked. */
export interface SweptExclusions {
  /** Two with the same key take out the same. */
  key: string;
  exclusions: readonly SweptExclusion[];
  listOf: WhereContext['listOf'];
}

export interface SweptExclusion {
  id: string;
  name: string;
  /** The tool whose events it takes out; null for every tool. */
  toolSlug: string | null;
  /** Null: a newer version wrote conditions that this one does not know. */
  where: Where | null;
  /** It is asked once, as in a preview: an engine need not keep which rows fit it. */
  once?: boolean;
}

/** How the rows of a table are judged. Expressions give labels of exclusions, each followed by a comma. */
interface Judging {
  /** The exclusions' names, as comments. */
  names: string[];
  /** What a row fits in whatever window it is. */
  lasting: string[];
  /**
   * Conditions whose result also depends on the window: hours, because offsets from UTC change, and what DeviceInfo says of a
   * device. Also exclusions that are asked only once.
   */
  passing: string[];
}

/** Characters of KQL of all exclusions: half of what a query may have (lib/kql/syntax/limits.ts). */
const MOST = 2_000_000;

/** Made once a plan. An exclusion that cannot be asked takes nothing out, and a notice says so. */
export class CompiledExclusions {
  readonly notices: Notice[] = [];
  readonly #bySignal = new Map<Signal, Judging>();
  readonly #byLabel = new Map<string, SweptExclusion>();

  constructor(swept: SweptExclusions | undefined, context: Omit<WhereContext, 'listOf'>) {
    if (swept === undefined) return;
    let size = 0;
    for (const [i, exclusion] of swept.exclusions.entries()) {
      const label = `x${i}`;
      this.#byLabel.set(label, exclusion);
      try {
        // All tables are tried before any counts: an exclusion that cannot be asked of one table takes out nothing of another.
        const asked = { ...context, listOf: swept.listOf };
        const { where } = exclusion;
        if (where === null) throw new Fault('bad-input', 'a newer version of this product wrote its conditions.');
        const predicates = signals.map((signal) => ({ signal, predicate: whereKql(where, signal, asked) }));
        size += predicates.reduce((sum, { predicate }) => sum + (predicate?.length ?? 0), 0);
        if (size > MOST) throw new Fault('bad-input', 'together with those before it, it is more KQL than one query may hold.');
        for (const { signal, predicate } of predicates) {
          if (predicate === null) continue;
          const judging = this.#bySignal.get(signal) ?? { names: [], lasting: [], passing: [] };
          this.#bySignal.set(signal, judging);
          judging[isLasting(exclusion) ? 'lasting' : 'passing'].push(`iff(${predicate}, '${label},', '')`);
          judging.names.push(comment(`${label}: ${exclusion.name}`));
        }
      } catch (error) {
        this.notices.push({ kind: 'info', message: `The exclusion “${exclusion.name}” takes nothing out: ${messageOf(error)}` });
      }
    }
  }

  /** The operator that gives each row of the table its `ExcludedBy`, with the exclusions' names before it; null where none can fit. */
  judging(signal: Signal): string | null {
    const judging = this.#bySignal.get(signal);
    if (judging === undefined) return null;
    return `${judging.names.join('\n')}\n| extend ExcludedBy = ${joined([...judging.lasting, ...judging.passing])}`;
  }

  /**
   * The same in two parts: an expression whose value an engine can keep for each row, and an operator that adds the rest to
   * such a column `ExcludedBy`. Null if there is nothing worth keeping.
   */
  kept(signal: Signal): { excludedBy: string; completing: string } | null {
    const judging = this.#bySignal.get(signal);
    if (judging === undefined || judging.lasting.length === 0) return null;
    const { lasting, passing } = judging;
    const completing = passing.length === 0 ? '' : `\n| extend ExcludedBy = strcat(ExcludedBy, ${joined(passing)})`;
    return { excludedBy: joined(lasting), completing };
  }

  /** The exclusions of `labels` that take a tool's event out, by id. */
  takenBy(labels: string, toolSlug: string): string[] {
    if (labels === '') return [];
    return labels.split(',').flatMap((label) => {
      const exclusion = this.#byLabel.get(label);
      return exclusion && (exclusion.toolSlug === null || exclusion.toolSlug === toolSlug) ? [exclusion.id] : [];
    });
  }
}

const isLasting = ({ where, once = false }: SweptExclusion) =>
  !once &&
  where !== null &&
  conditionsOf(where).every(({ op, column }) => op !== 'hours' && column !== 'deviceGroup' && column !== 'deviceTag');

const LONGEST_COMMENT = 70;

/** One line of a comment: only letters, digits and a few signs, because a line end in it would end the comment. */
function comment(text: string): string {
  const line = text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, ' ');
  return `// ${line.length > LONGEST_COMMENT ? `${Array.from(line).slice(0, LONGEST_COMMENT).join('')}…` : line}`;
}
