/** The plan of a sweep: which hunts are put to which table over which window, and the KQL that says so. Pure. */
import { type Asked, kqlOf } from '@/lib/engines/asked';
import type { Coverage } from '@/lib/engines/model';
import { CompiledExclusions, type SweptExclusions } from '@/lib/exclusions/compiled';
import type { Hunt } from '@/lib/hunts/model';
import {
  inPieces,
  isOnLabelledAlone,
  type LabelledHunt,
  type Labelling,
  labelledSource,
  labellingOf,
  labelsOf,
  onLabelled,
  unlabelled,
} from '@/lib/kql/cut/fuse';
import { schemaOf } from '@/lib/kql/schemas';
import { missingOf } from '@/lib/query/coverage';
import type { Notice } from '@/lib/query/model';
import { counted } from '@/lib/shared/format';
import type { Window } from '@/lib/shared/window';
import { DEVICES, type Signal, signalOfTable } from '@/lib/tables/tables';
import { axisOf } from './axis';
import type { CompiledCatalogue, CompiledHunt } from './compiled';
import type { ActivityAxis } from './model';
import { sightingKeys, sightingsKql, sweptColumns } from './sweep-kql';

interface Basis {
  compiled: CompiledCatalogue;
  coverage: Coverage;
  window: Window;
  /** What else the answer depends on: the engine, whose rights it is asked with, the version of the telemetry. */
  askedOf: string[];
  /** What is taken out; left out where nothing is. */
  exclusions?: SweptExclusions | undefined;
}

/**
 * Made once a request, by `planSweep` of plan.server.ts. Every query on hunted tables takes its text from here, so that
 * what is shown as sent is what is sent. `only` and `over` give another plan of the same request.
 */
export class SweepPlan {
  /** The tables that are asked, each with its hunts. */
  readonly tables: TableSweep[] = [];
  readonly notices: Notice[] = [];
  /** Hunted tables that are nowhere in what the engine covers: a query that names one would fail. */
  readonly missing: ReadonlySet<string>;
  readonly #hunts: Map<string, CompiledHunt>;
  readonly #exclusions: CompiledExclusions;

  constructor(
    private readonly basis: Basis,
    hunts = labelled(basis.compiled.hunts),
  ) {
    this.#hunts = hunts;
    this.missing = missingOf(basis.coverage);
    this.#exclusions = new CompiledExclusions(basis.exclusions, { window: basis.window, hasDevices: !this.missing.has(DEVICES) });
    this.notices.push(...this.#exclusions.notices);
    this.#addTables();
  }

  get compiled(): CompiledCatalogue {
    return this.basis.compiled;
  }

  get coverage(): Coverage {
    return this.basis.coverage;
  }

  get window(): Window {
    return this.basis.window;
  }

  get axis(): ActivityAxis {
    return axisOf(this.window);
  }

  /** The key of the exclusions. */
  get taken(): string {
    return this.basis.exclusions?.key ?? '';
  }

  /** Two plans with the same key get the same answer. */
  get key(): string {
    const { compiled, coverage, window, askedOf } = this.basis;
    const labels = this.#hunts.size === compiled.hunts.length ? null : [...this.#hunts.keys()];
    return JSON.stringify([
      askedOf,
      compiled.revision,
      labels,
      [...this.missing],
      coverage.workspaces,
      window.from,
      window.to,
      this.taken,
    ]);
  }

  /** The same plan with some of its hunts. */
  only(isChosen: (hunt: Hunt) => boolean): SweepPlan {
    return new SweepPlan(this.basis, new Map([...this.#hunts].filter(([, { hunt }]) => isChosen(hunt))));
  }

  /** The same plan over another window. */
  over(window: Window): SweepPlan {
    return new SweepPlan({ ...this.basis, window }, this.#hunts);
  }

  /** The same plan with other exclusions. */
  excluding(exclusions: SweptExclusions | undefined): SweepPlan {
    return new SweepPlan({ ...this.basis, exclusions }, this.#hunts);
  }

  /**
   * A query on rows of a table whether or not hunts match them: `of` puts a pipe behind the KQL that gives them, which have the column
   * `ExcludedBy` if `by` names it. Call `takenBy` for each row.
   */
  judgedRows(signal: Signal, rows: string, of: (source: string, by: string) => string): string {
    const judging = this.#exclusions.judging(signal);
    return judging === null ? of(rows, '') : of(`${rows}\n${judging}`, ', ExcludedBy');
  }

  /** The exclusions, by id, that take a tool's event out whose column `ExcludedBy` holds `labels`. */
  takenBy(labels: string, toolSlug: string): string[] {
    return this.#exclusions.takenBy(labels, toolSlug);
  }

  /** What a table is asked; undefined where it is missing or no hunt reads it. */
  table(name: string): TableSweep | undefined {
    return this.tables.find(({ table }) => table === name);
  }

  #addTables(): void {
    const { tables, skipped } = groupedByTable(this.#hunts);
    this.notices.push(...skipped);
    for (const group of tables) {
      if (this.missing.has(group.table)) this.notices.push(notAsked(group.table, group.hunts.size));
      else {
        this.tables.push(new TableSweep(group, this.basis, this.#exclusions));
        this.notices.push(...group.skipped);
      }
    }
  }
}

/** The hunts that read one table. */
interface TableHunts {
  table: string;
  signal: Signal;
  hunts: Map<string, CompiledHunt>;
  labelled: LabelledHunt[];
  /** A notice for each that labels no rows. */
  skipped: Notice[];
}

const groupings = new WeakMap<Map<string, CompiledHunt>, { tables: TableHunts[]; skipped: Notice[] }>();

/** Made once of all hunts of a catalogue, which every plan begins with: of hundreds it takes some milliseconds. */
function groupedByTable(hunts: Map<string, CompiledHunt>) {
  const known = groupings.get(hunts);
  if (known) return known;
  const byTable = new Map<string, Map<string, CompiledHunt>>();
  const skipped: Notice[] = [];
  for (const [label, entry] of hunts) {
    const { table } = entry.cut;
    if (table === null) skipped.push(notSwept(entry.hunt, 'it reads no single event table'));
    else if (!signalOfTable.has(table)) skipped.push(notSwept(entry.hunt, `it reads ${table}, which has no signal`));
    else byTable.set(table, (byTable.get(table) ?? new Map<string, CompiledHunt>()).set(label, entry));
  }
  const tables = [...byTable].flatMap(([table, own]) => {
    const signal = signalOfTable.get(table);
    return signal === undefined ? [] : [huntsOn(table, signal, own)];
  });
  const made = { tables, skipped };
  groupings.set(hunts, made);
  return made;
}

function huntsOn(table: string, signal: Signal, hunts: Map<string, CompiledHunt>): TableHunts {
  const skipped = [...hunts.values()].flatMap(({ hunt, cut }) => {
    const why = unlabelled(cut);
    return why === null ? [] : [notSwept(hunt, why)];
  });
  return { table, signal, hunts, labelled: [...hunts].map(([label, { cut }]) => ({ label, cut })), skipped };
}

function notSwept({ id, name }: Hunt, why: string): Notice {
  return { kind: 'skipped', huntId: id, message: `“${name}” is not in the sweep: ${why}.` };
}

/** Which rows of a table to read: those of a window other than the plan’s, and those that a predicate picks. */
interface Rows {
  window?: Window;
  where?: string | undefined;
}

/** One table with all the hunts that read it: one query, which labels each row with the hunts it matched. */
export class TableSweep {
  readonly table: string;
  readonly signal: Signal;
  private readonly hunts: Map<string, CompiledHunt>;
  readonly #labelled: LabelledHunt[];

  constructor(
    { table, signal, hunts, labelled }: TableHunts,
    private readonly basis: Basis,
    private readonly exclusions: CompiledExclusions,
  ) {
    this.table = table;
    this.signal = signal;
    this.hunts = hunts;
    this.#labelled = labelled;
  }

  /** Whether its answer over a window can be put together from its answers over parts of the window. */
  get inPieces(): boolean {
    return inPieces(this.#labelled);
  }

  /** KQL for the events that some hunt matches, with the column `Hunts` (lib/kql/fuse). `where` is one more predicate on the table. */
  source({ window = this.basis.window, where }: Rows = {}): string {
    return labelledSource(this.#labelled, this.table, window, where === undefined ? {} : { where });
  }

  /**
   * A query on those rows: `of` puts a pipe behind the KQL that gives them. An engine that keeps labels answers from those, and fast where
   * the query reads no other columns than are kept beside them. `every`: it gives rows as they are.
   */
  asked({ every = false, ...rows }: Rows & { every?: boolean }, of = (source: string) => source): Asked {
    const { window = this.basis.window, where } = rows;
    const { labelling, hunts } = labellingFor(this.basis.compiled, this.table);
    const source = () => of(this.source(rows));
    if (labelling === null) return source();
    const kept = [...new Set([...sweptColumns(this.table), ...labelling.columns])];
    const isWide = every || readsMore(`${where ?? ''}${of('')}`, this.table, kept);
    const kql = of(onLabelled(this.#labelled, this.table, window, { where, all: hunts === this.#labelled.length }));
    return {
      get kql() {
        return source();
      },
      labelled: { kql, labelling, kept, every: isWide, window },
    };
  }

  /**
   * Like `asked`, with the column `ExcludedBy` if exclusions may take out rows of the table: their labels, each followed by a
   * comma. Group the rows by `judgedBy`, and call `takenBy` for each: an exclusion may take an event out for one tool and leave
   * it to another.
   */
  judged(rows: Rows, of: (source: string) => string): Asked {
    const judging = this.exclusions.judging(this.signal);
    if (judging === null) return this.asked(rows, of);
    const whole = this.asked(rows, (source) => of(`${source}\n${judging}`));
    const kept = isOnLabelledAlone(this.#labelled) ? this.exclusions.kept(this.signal) : null;
    const onKept = kept && this.asked(rows, (source) => of(source + kept.completing));
    if (!kept || typeof onKept === 'string' || !onKept?.labelled) return whole;
    return {
      get kql() {
        return kqlOf(whole);
      },
      labelled: { ...onKept.labelled, excludedBy: kept.excludedBy },
    };
  }

  /** Whether some exclusion may take out rows of the table. */
  get isJudged(): boolean {
    return this.exclusions.judging(this.signal) !== null;
  }

  /** The columns that say which hunts a judged row matched and which exclusions it fits. */
  get judgedBy(): string {
    return this.exclusions.judging(this.signal) === null ? 'Hunts' : 'Hunts, ExcludedBy';
  }

  /** Like `judged`, but only the rows that some exclusion takes out; null if none can. */
  excluded(of: (source: string) => string): Asked | null {
    if (this.exclusions.judging(this.signal) === null) return null;
    return this.judged({}, (source) => of(`${source}\n| where ExcludedBy != ''`));
  }

  /** The exclusions, by id, that take a tool's event out whose column `ExcludedBy` holds `labels`. */
  takenBy(labels: string, toolSlug: string): string[] {
    return this.exclusions.takenBy(labels, toolSlug);
  }

  /** What the sweep itself asks: first seen, last seen, count and activity by device, account, hunts and exclusions. */
  counted(rows: Rows = {}): Asked {
    const { coverage, window } = this.basis;
    const keys = `${sightingKeys(coverage)}, ${this.judgedBy}`;
    return this.judged(rows, (source) => sightingsKql(source, this.table, axisOf(window), keys));
  }

  /** The KQL of `counted`. */
  sent(rows: Rows = {}): string {
    return kqlOf(this.counted(rows));
  }

  /** The hunts that the text of a column `Hunts` names. */
  huntsOf(labels: string): Hunt[] {
    return labelsOf(labels).flatMap((label) => this.hunts.get(label)?.hunt ?? []);
  }

  /** Whether the hunt is one of those that label its rows. */
  labels(hunt: Hunt): boolean {
    return [...this.hunts.values()].some((entry) => entry.hunt === hunt && unlabelled(entry.cut) === null);
  }
}

/** Whether KQL may read columns of the table besides some: it names one, if only in a text. */
function readsMore(kql: string, table: string, columns: string[]): boolean {
  const words = new Set(kql.match(/\w+/g));
  return (schemaOf(table)?.columns ?? []).some(({ name }) => words.has(name) && !columns.includes(name));
}

const labellings = new WeakMap<CompiledCatalogue, Map<string, { labelling: Labelling | null; hunts: number }>>();

/** How all hunts of a catalogue label a table, and how many read it. Made once. */
function labellingFor(compiled: CompiledCatalogue, table: string) {
  const known = labellings.get(compiled) ?? new Map<string, { labelling: Labelling | null; hunts: number }>();
  labellings.set(compiled, known);
  const own = known.get(table);
  if (own) return own;
  const hunts = [...labelled(compiled.hunts)]
    .filter(([, { cut }]) => cut.table === table)
    .map(([label, { cut }]) => ({ label, cut }));
  const made = { labelling: labellingOf(hunts, table), hunts: hunts.length };
  known.set(table, made);
  return made;
}

/**
 * A label for each hunt that contains its tool, for people who read the answer in a portal. A hunt has the same label in every
 * plan.
 */
function labelled(hunts: CompiledHunt[]): Map<string, CompiledHunt> {
  const known = labels.get(hunts);
  if (known) return known;
  const made = new Map(hunts.map((entry, i) => [`h${i}${entry.hunt.toolSlug.replace(/[^a-z0-9]/g, '')}`, entry]));
  labels.set(hunts, made);
  return made;
}

const labels = new WeakMap<CompiledHunt[], Map<string, CompiledHunt>>();

/** A hunt on a table that is not there is not asked, which is not the same as empty. */
function notAsked(table: string, hunts: number): Notice {
  return {
    kind: 'missing-table',
    table,
    message: `${table} is not there, so ${counted(hunts, 'hunt was', 'hunts were')} not asked.`,
  };
}
