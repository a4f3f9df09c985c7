/** The exclusions of a sweep, as one KQL expression for each table. Pure. */
import { joined } from '@/lib/kql/cut/fuse';
import type { Notice } from '@/lib/query/model';
import { messageOf } from '@/lib/shared/errors';
import { type Signal, signals } from '@/lib/tables/tables';
import type { Where } from './model';
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
  /** Null: of every tool. */
  toolSlug: string | null;
  where: Where;
}

/** Made once a plan. An exclusion that cannot be asked takes nothing out, and a notice says so. */
export class CompiledExclusions {
  readonly notices: Notice[] = [];
  readonly #bySignal = new Map<Signal, { labels: string; comments: string }>();
  readonly #byLabel = new Map<string, SweptExclusion>();

  constructor(swept: SweptExclusions | undefined, context: Omit<WhereContext, 'listOf'>) {
    if (swept === undefined) return;
    const tests = new Map<Signal, string[]>(signals.map((signal) => [signal, []]));
    const comments = new Map<Signal, string[]>(signals.map((signal) => [signal, []]));
    for (const [i, exclusion] of swept.exclusions.entries()) {
      const label = `x${i}`;
      this.#byLabel.set(label, exclusion);
      try {
        // Of all tables before any counts: what cannot be asked of one takes nothing out of another.
        const asked = { ...context, listOf: swept.listOf };
        const predicates = signals.map((signal) => ({ signal, predicate: whereKql(exclusion.where, signal, asked) }));
        for (const { signal, predicate } of predicates) {
          if (predicate === null) continue;
          tests.get(signal)?.push(`iff(${predicate}, '${label},', '')`);
          comments.get(signal)?.push(comment(`${label}: ${exclusion.name}`));
        }
      } catch (error) {
        this.notices.push({ kind: 'info', message: `The exclusion “${exclusion.name}” takes nothing out: ${messageOf(error)}` });
      }
    }
    for (const [signal, those] of tests) {
      const named = comments.get(signal)?.join('\n') ?? '';
      if (those.length > 0) this.#bySignal.set(signal, { labels: joined(those), comments: named });
    }
  }

  /** The operator that gives each row of the table its `ExcludedBy`, with the exclusions' names before it; null where none can fit. */
  judging(signal: Signal): string | null {
    const kql = this.#bySignal.get(signal);
    return kql === undefined ? null : `${kql.comments}\n| extend ExcludedBy = ${kql.labels}`;
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

const LONGEST_COMMENT = 70;

/** A comment's line: letters, digits and signs alone, since what ends a line would end the comment. */
function comment(text: string): string {
  const line = text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, ' ');
  return `// ${line.length > LONGEST_COMMENT ? `${Array.from(line).slice(0, LONGEST_COMMENT).join('')}…` : line}`;
}
