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
import { type Database, openDatabase } from '../database.server';
import { entriesOf, labelsFolder } from '../folders';
import type { TableFile } from '../relation';
import type { Tables } from '../translation/translator';
import { type Compile, candidatesSql, keptRelation, labelledRowsSql, wideRelation } from './build';

/** Changes whenever the same labelling and file would give another file of labels. */
const FORMAT = 1;
/** So many row numbers are looked up one by one; more are joined. */
const MOST_LISTED = 20_000;

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
  /** Paths whose content was compared with their names. */
  readonly #sound = new Set<string>();
  readonly #hashes = new WeakMap<Labelling, string>();
  readonly #progress = new Map<string, LabellingProgress>();
  /** By table: what its labels were last tidied for. */
  readonly #tidied = new Map<string, string>();

  constructor(
    private readonly dataDir: string,
    private readonly compile: Compile,
  ) {}

  /** Tables being labelled, each with how many of its files are. */
  get progress(): LabellingProgress[] {
    return [...this.#progress.values()];
  }

  /**
   * The tables, and with them the labelled rows that a question asks for. Labels first the files that are not labelled. Undefined where
   * there is nothing to label.
   */
  async tables(question: LabelledQuestion, holdings: Holdings): Promise<Tables | undefined> {
    const { labelling, window, kept, every } = question;
    const table = holdings.table(labelling.table);
    if (!table) return undefined;
    const key = hash([FORMAT, this.#hashOf(labelling), kept, only(table.schema, [...labelling.columns, ...kept])]);
    const [from, to] = [toTicks(window.from), toTicks(window.to)];
    const inWindow = table.files.filter(({ facts: { first, last } }) => (first ?? from) <= to && (last ?? to) >= from);
    const files = inWindow.length > 0 ? inWindow : table.files.slice(0, 1); // SQL reads at least one
    await this.#tidy(holdings, table, key);
    const labels = await this.#labelsOf(question, table, files, key);
    const schema = every ? table.schema : only(table.schema, kept);
    const sql = every ? wideRelation(table.schema, files, labels) : keptRelation(kept, labels);
    return {
      version: `${holdings.tables.version} ${hash([sql, schema])}`,
      schemas: [...holdings.schemas, { name: LABELLED_NAME, columns: [...schema.columns, { name: 'Hunts', type: 'string' }] }],
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
        const known = await this.#known(folder, prefixOf(file, key));
        if (!known) this.#progress.set(progress.table, progress);
        labels.push(known ?? (await this.#made(question, table, file, { folder, key })));
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

  /** Made once for all who ask meanwhile, and to its end even if they leave. */
  #made(question: LabelledQuestion, table: Table, file: TableFile, at: { folder: string; key: string }): Promise<string> {
    const prefix = prefixOf(file, at.key);
    const known = this.#making.get(prefix);
    if (known) return known;
    const making = this.#make(question, table, file, { folder: at.folder, prefix, key: at.key });
    this.#making.set(prefix, making);
    making.catch(() => undefined).finally(() => this.#making.delete(prefix));
    return making;
  }

  async #make(
    { labelling, kept }: LabelledQuestion,
    { schema }: Table,
    file: TableFile,
    { folder, prefix, key }: { folder: string; prefix: string; key: string },
  ): Promise<string> {
    const compiled = this.#compiled.get(key) ?? Promise.resolve(this.compile(labelling, schema));
    this.#compiled.set(key, compiled);
    compiled.catch(() => this.#compiled.delete(key));
    const sql = await compiled;
    const database = await openDatabase(this.dataDir);
    const candidates = await candidatesOf(database, candidatesSql(sql, schema, file));
    await mkdir(folder, { recursive: true });
    const unnamed = path.join(folder, `.${prefix}${randomId()}`);
    try {
      const rows = labelledRowsSql(sql, schema, file, { kept, candidates });
      await database.copy(`COPY (${rows}) TO ${sqlString(unnamed)} (FORMAT parquet, COMPRESSION zstd)`);
      const named = path.join(folder, `${prefix}${await contentHash(unnamed)}.parquet`);
      await rename(unnamed, named);
      this.#sound.add(named);
      return named;
    } finally {
      await rm(unnamed, { force: true });
    }
  }

  /** Removes labels of files that are gone, of a table's earlier hunts, and what a killed process left. */
  async #tidy(holdings: Holdings, table: Table, key: string): Promise<void> {
    const state = `${holdings.version} ${key}`;
    if (this.#tidied.get(table.schema.name) === state) return;
    this.#tidied.set(table.schema.name, state);
    for (const name of entriesOf(labelsFolder(this.dataDir))) {
      const folder = path.join(labelsFolder(this.dataDir), name);
      const own = table.files.map((file) => prefixOf(file, key));
      const prefixes =
        name === table.schema.name ? own : holdings.files(name).map((file) => `${path.basename(file, '.parquet')}.`);
      const isCurrent = (entry: string) => prefixes.some((prefix) => entry.startsWith(prefix));
      const isMade = (entry: string) => [...this.#making.keys()].some((prefix) => entry.startsWith(`.${prefix}`));
      const left = entriesOf(folder).filter((entry) => !isCurrent(entry) && !isMade(entry));
      for (const entry of left) await rm(path.join(folder, entry), { force: true });
    }
  }
}

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

/** The numbers as a list, or the SELECT that gives them where they are many. */
async function candidatesOf(database: Database, sql: string): Promise<string> {
  const numbers: string[] = [];
  await database.select(sql, (chunk) => {
    numbers.push(...chunk.getColumnValues(0).map(String));
    return numbers.length <= MOST_LISTED;
  });
  if (numbers.length === 0) return '-1';
  return numbers.length <= MOST_LISTED ? numbers.join(', ') : sql;
}
