import 'server-only';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { LabelledQuestion } from '@/lib/engines/engine';
import { LABELLED_NAME, type Labelling } from '@/lib/kql/cut/fuse';
import type { TableSchema } from '@/lib/kql/schemas';
import type { LabellingSql } from '@/lib/kql/sql/labelling';
import { sqlString } from '@/lib/kql/sql/sql';
import { randomId } from '@/lib/shared/ids';
import { toTicks } from '@/lib/shared/time';
import type { Holdings, Table } from '../catalogue.server';
import { openDatabase } from '../database.server';
import { entriesOf, labelsFolder } from '../folders';
import type { TableFile } from '../relation';
import type { Tables, Translate } from '../translation/translator';
import {
  type Compile,
  candidatesSql,
  combinationsSql,
  foundSql,
  keptRelation,
  labelledRowsSql,
  manyLabelledRowsSql,
  wideRelation,
} from './build';
import { judgedRowsSql, judgingSql, readBy } from './judged';

/** Changes whenever the same labelling and file would give another file of labels. */
const FORMAT = 1;
/** How many rows of a file may match before they are taken for many. */
export interface LabelLimits {
  /** Up to so many are held in memory. */
  held: number;
  /** With at most this many finds, judging only the rows found is cheaper than judging all rows. */
  chosen: number;
}

const usualLimits: LabelLimits = { held: 20_000, chosen: 1_000_000 };

/** How the labelling of a table stands. */
export interface LabellingProgress {
  table: string;
  done: number;
  of: number;
}

/**
 * Labels of the rows of telemetry files, each kept in a file of its own under `labelsFolder`. A telemetry file never changes, so it is
 * labelled once, and again when the catalogue's hunts change. A file of labels is named by what it was made of and by its own
 * content's hash, so none is taken for another, and a damaged one is made anew.
 */
export class Labels {
  readonly #making = new Map<string, Promise<string>>();
  readonly #compiled = new Map<string, Promise<LabellingSql>>();
  /** By table: the exclusions by which its labelled rows were judged last. */
  readonly #judgings = new Map<string, { key: string; sql: Promise<string> }>();
  /** Paths whose content was compared with their names. */
  readonly #sound = new Set<string>();
  readonly #hashes = new WeakMap<Labelling, string>();
  readonly #progress = new Map<string, LabellingProgress>();
  /** By table: for which labelling old files were removed last. */
  readonly #tidied = new Map<string, string>();

  constructor(
    private readonly dataDir: string,
    private readonly compile: Compile,
    private readonly translate: Translate,
    private readonly limits = usualLimits,
  ) {}

  /** Tables being labelled, each with how many of its files are. */
  get progress(): LabellingProgress[] {
    return [...this.#progress.values()];
  }

  /**
   * The tables, and with them the labelled rows that a question asks for. Labels first the files that are not labelled, and judges those
   * that are not judged by the question's exclusions. Undefined where there is nothing to label.
   */
  async tables(question: LabelledQuestion, holdings: Holdings): Promise<Tables | undefined> {
    const { labelling, window, kept, every, excludedBy } = question;
    const table = holdings.table(labelling.table);
    if (!table) return undefined;
    const key = hash([FORMAT, this.#hashOf(labelling), kept, only(table.schema, [...labelling.columns, ...kept])]);
    const [from, to] = [toTicks(window.from), toTicks(window.to)];
    const inWindow = table.files.filter(({ facts: { first, last } }) => (first ?? from) <= to && (last ?? to) >= from);
    const files = inWindow.length > 0 ? inWindow : table.files.slice(0, 1); // SQL reads at least one
    if (excludedBy !== undefined) this.#judgeBy(excludedBy, table.schema, key);
    await this.#tidy(holdings, table, key);
    const plain = await this.#labelsOf(question, table, files, key);
    const labels = excludedBy === undefined ? plain : await this.#judgedOf(excludedBy, table, files, { key, labels: plain });
    const schema = every ? table.schema : only(table.schema, kept);
    const labelColumns = excludedBy === undefined ? ['Hunts'] : ['Hunts', 'ExcludedBy'];
    const sql = every ? wideRelation(table.schema, files, labels, labelColumns) : keptRelation(kept, labels, labelColumns);
    const columns = [...schema.columns, ...labelColumns.map((name) => ({ name, type: 'string' as const }))];
    return {
      version: `${holdings.tables.version} ${hash([sql, schema])}`,
      schemas: [...holdings.schemas, { name: LABELLED_NAME, columns }],
      relations: { ...holdings.tables.relations, [LABELLED_NAME]: { sql } },
    };
  }

  /** What was found sound is compared again before it is used next. */
  doubt(): void {
    this.#sound.clear();
  }

  #hashOf(labelling: Labelling): string {
    const known = this.#hashes.get(labelling) ?? hash(labelling);
    this.#hashes.set(labelling, known);
    return known;
  }

  async #labelsOf(question: LabelledQuestion, table: Table, files: TableFile[], key: string): Promise<string[]> {
    const folder = path.join(labelsFolder(this.dataDir), table.schema.name);
    const progress = { table: table.schema.name, done: 0, of: files.length };
    const labels: string[] = [];
    try {
      for (const file of files) {
        const prefix = prefixOf(file, key);
        const known = await this.#known(folder, prefix);
        if (!known) this.#progress.set(progress.table, progress);
        labels.push(
          known ?? (await this.#made(folder, prefix, (scratch) => this.#labelledRows(question, table, file, { key, scratch }))),
        );
        progress.done += 1;
      }
      return labels;
    } finally {
      if (this.#progress.get(progress.table) === progress) this.#progress.delete(progress.table);
    }
  }

  async #known(folder: string, prefix: string): Promise<string | undefined> {
    for (const name of entriesOf(folder).filter((entry) => entry.startsWith(prefix))) {
      const file = path.join(folder, name);
      if (this.#sound.has(file)) return file;
      if (name === `${prefix}${await contentHash(file)}.parquet`) {
        this.#sound.add(file);
        return file;
      }
      await rm(file, { force: true });
    }
    return undefined;
  }

  /** The last judging of a table is kept, others are forgotten: exclusions change now and then, for everybody. */
  #judgeBy(excludedBy: string, schema: TableSchema, labelsKey: string): { key: string; read: TableSchema; sql: Promise<string> } {
    const read = readBy(excludedBy, schema);
    const key = hash([labelsKey, excludedBy, read]);
    const known = this.#judgings.get(schema.name);
    if (known?.key === key) return { ...known, read };
    const judging = { key, sql: judgingSql(excludedBy, read, this.translate) };
    judging.sql.catch(() => this.#judgings.get(schema.name) === judging && this.#judgings.delete(schema.name));
    this.#judgings.set(schema.name, judging);
    return { ...judging, read };
  }

  /** Files of labels with `ExcludedBy` beside. */
  async #judgedOf(
    excludedBy: string,
    { schema }: Table,
    files: TableFile[],
    { key, labels }: { key: string; labels: string[] },
  ): Promise<string[]> {
    const folder = path.join(labelsFolder(this.dataDir), schema.name);
    const judging = this.#judgeBy(excludedBy, schema, key);
    const judged: string[] = [];
    for (const [i, file] of files.entries()) {
      const prefix = prefixOf(file, judging.key);
      const rows = async () => judgedRowsSql(await judging.sql, judging.read, file, labels[i] ?? '');
      judged.push((await this.#known(folder, prefix)) ?? (await this.#made(folder, prefix, rows)));
    }
    return judged;
  }

  /**
   * Made once for all who ask meanwhile, and to its end even if they leave. `rows` gives the SELECT of what the file holds, and may keep
   * something in a file at `scratch` until then.
   */
  #made(folder: string, prefix: string, rows: Rows): Promise<string> {
    const known = this.#making.get(prefix);
    if (known) return known;
    const making = this.#make(folder, prefix, rows);
    this.#making.set(prefix, making);
    making.catch(() => undefined).finally(() => this.#making.delete(prefix));
    return making;
  }

  async #make(folder: string, prefix: string, rows: Rows): Promise<string> {
    await mkdir(folder, { recursive: true });
    const unnamed = path.join(folder, `.${prefix}${randomId()}`);
    const scratch = `${unnamed}.scratch`;
    try {
      await this.#write(await rows(scratch), unnamed);
      const named = path.join(folder, `${prefix}${await contentHash(unnamed)}.parquet`);
      await rename(unnamed, named);
      this.#sound.add(named);
      return named;
    } finally {
      await rm(unnamed, { force: true });
      await rm(scratch, { force: true });
    }
  }

  async #write(sql: string, file: string): Promise<void> {
    const database = await openDatabase(this.dataDir);
    await database.copy(`COPY (${sql}) TO ${sqlString(file)} (FORMAT parquet, COMPRESSION zstd)`);
  }

  async #labelledRows(
    { labelling, kept }: LabelledQuestion,
    { schema }: Table,
    file: TableFile,
    { key, scratch }: { key: string; scratch: string },
  ): Promise<string> {
    const compiled = this.#compiled.get(key) ?? Promise.resolve(this.compile(labelling, schema));
    this.#compiled.set(key, compiled);
    compiled.catch(() => this.#compiled.delete(key));
    const sql = await compiled;
    const candidates = candidatesSql(sql, schema, file);
    const { numbers, finds } = await this.#find(candidates);
    if (numbers !== null) return labelledRowsSql(sql, schema, file, kept, numbers);
    await this.#write(combinationsSql(sql, schema, file, finds <= this.limits.chosen ? candidates : null), scratch);
    return manyLabelledRowsSql(sql, schema, file, kept, scratch);
  }

  /** The candidates' numbers, or null where they are too many to hold. They were found `finds` times, or more often than the limit. */
  async #find(candidates: string): Promise<{ numbers: string[] | null; finds: number }> {
    const database = await openDatabase(this.dataDir);
    let numbers: string[] | null = [];
    let finds = 0;
    await database.select(foundSql(candidates, this.limits.chosen + 1), (chunk) => {
      finds += chunk.getColumnValues(1).reduce<number>((sum, times) => sum + Number(times), 0);
      numbers?.push(...chunk.getColumnValues(0).map(String));
      if (numbers && numbers.length > this.limits.held) numbers = null;
      return true;
    });
    return { numbers: finds > this.limits.chosen ? null : numbers, finds };
  }

  /** Removes labels of files that are gone, of a table's earlier hunts or exclusions, and what a killed process left. */
  async #tidy(holdings: Holdings, table: Table, key: string): Promise<void> {
    const judging = this.#judgings.get(table.schema.name);
    const state = `${holdings.version} ${key} ${judging?.key}`;
    if (this.#tidied.get(table.schema.name) === state) return;
    this.#tidied.set(table.schema.name, state);
    for (const name of entriesOf(labelsFolder(this.dataDir))) {
      const folder = path.join(labelsFolder(this.dataDir), name);
      const keys = judging ? [key, judging.key] : [key];
      const own = table.files.flatMap((file) => keys.map((each) => prefixOf(file, each)));
      const prefixes =
        name === table.schema.name ? own : holdings.files(name).map((file) => `${path.basename(file, '.parquet')}.`);
      const isCurrent = (entry: string) => prefixes.some((prefix) => entry.startsWith(prefix));
      const isMade = (entry: string) => [...this.#making.keys()].some((prefix) => entry.startsWith(`.${prefix}`));
      const left = entriesOf(folder).filter((entry) => !isCurrent(entry) && !isMade(entry));
      for (const entry of left) await rm(path.join(folder, entry), { force: true });
    }
  }
}

/** Gives a SELECT, for which a file at `scratch` may be made. */
type Rows = (scratch: string) => Promise<string>;

const prefixOf = (file: TableFile, key: string) =>
  `${path.basename(file.path, '.parquet')}.${hash([key, path.basename(file.key)])}.`;

const hash = (what: unknown) => createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 16);

async function contentHash(file: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(file), sum);
  return sum.digest('hex').slice(0, 32);
}

const only = ({ name, columns }: TableSchema, names: string[]): TableSchema => ({
  name,
  columns: names.flatMap((each) => columns.find((column) => column.name === each) ?? []),
});
