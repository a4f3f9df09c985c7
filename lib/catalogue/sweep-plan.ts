/** Which tables a sweep asks, and with which hunts. Pure. */
import { type Hunt, type Signal, signalOfTable } from '@/lib/hunts/model';
import type { HuntCut } from '@/lib/kql/cut';
import type { LabelledHunt } from '@/lib/kql/fuse';
import type { Notice } from '@/lib/query/model';

/** A hunt that can be asked, with the pieces its query was cut into. */
export interface CompiledHunt {
  hunt: Hunt;
  cut: HuntCut;
}

/** One table with all the hunts that read it: one query. */
export interface TableSweep {
  table: string;
  signal: Signal;
  labelled: LabelledHunt[];
  /** Which hunt a label stands for. */
  hunts: Map<string, Hunt>;
}

export interface Plan {
  questions: TableSweep[];
  notices: Notice[];
}

/** Groups hunts by the table they read. A hunt on a table that is not there is not asked, which is not the same as empty. */
export function planSweep(askable: CompiledHunt[], missing: ReadonlySet<string>): Plan {
  const byTable = new Map<string, TableSweep>();
  const notices: Notice[] = [];
  const notAsked = new Map<string, number>();
  for (const [i, { hunt, cut }] of askable.entries()) {
    const { table } = cut;
    const signal = table === null ? undefined : signalOfTable[table];
    if (table === null || signal === undefined) {
      notices.push({
        kind: 'skipped',
        huntId: hunt.id,
        message: `“${hunt.name}” is not in the sweep: it reads no single event table.`,
      });
    } else if (missing.has(table)) {
      notAsked.set(table, (notAsked.get(table) ?? 0) + 1);
    } else {
      const question: TableSweep = byTable.get(table) ?? { table, signal, labelled: [], hunts: new Map() };
      byTable.set(table, question);
      // The tool's name, for those who read the answer elsewhere.
      const label = `h${i}${hunt.toolSlug.replace(/[^a-z0-9]/g, '')}`;
      question.labelled.push({ label, cut });
      question.hunts.set(label, hunt);
    }
  }
  for (const [table, hunts] of notAsked) {
    notices.push({
      kind: 'missing-table',
      message: `${table} is not there, so ${hunts} ${hunts === 1 ? 'hunt was' : 'hunts were'} not asked. The status page says how to bring it.`,
    });
  }
  return { questions: [...byTable.values()], notices };
}
