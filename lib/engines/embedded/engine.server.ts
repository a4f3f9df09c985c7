import 'server-only';
import type { Engine, LabelledQuestion, QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { Coverage, PendingQuery, TableStatus } from '@/lib/engines/model';
import { labellingSql } from '@/lib/kql/sql/labelling';
import { sqlString } from '@/lib/kql/sql/sql';
import { Fault, messageOf } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { Answer } from './answer';
import { Catalogue, type Holdings } from './catalogue.server';
import { openDatabase } from './database.server';
import { asFault, isMissingFile, knownFault, unreadableFile } from './faults';
import { takeInventory } from './inventory';
import type { Compile } from './labels/build';
import { type LabelLimits, Labels } from './labels/labels.server';
import { checkHere, type Translate, translateHere } from './translation/translator';

interface Options {
  /** What turns KQL into SQL: in the caller's thread unless said. */
  translate?: Translate;
  /** What turns a labelling into SQL: likewise. */
  compile?: Compile;
  /** How long one query may run, in milliseconds; without it there is no limit. */
  timeLimit?: number;
  /** When rows that match count as many: for tests. */
  labelLimits?: LabelLimits;
}

/** The engine on Parquet files under `dataDir`, which need not exist yet. */
export function createEmbeddedEngine(dataDir: string, options: Options = {}): Engine {
  return new EmbeddedEngine(dataDir, options);
}

class EmbeddedEngine implements Engine {
  readonly name = 'embedded';
  readonly retention = null;
  readonly freshFor = null;
  private catalogue: Promise<Catalogue> | undefined;
  private readonly labels: Labels;

  constructor(
    private readonly dataDir: string,
    private readonly options: Options,
  ) {
    this.labels = new Labels(dataDir, options.compile ?? labellingSql, options.translate ?? translateHere, options.labelLimits);
  }

  version(): string {
    return takeInventory(this.dataDir).version;
  }

  sample(): boolean {
    return takeInventory(this.dataDir).sample;
  }

  check(kql: string): void {
    checkHere(kql);
  }

  pending(): PendingQuery[] {
    return this.labels.progress.map(({ table, done, of }) => ({
      id: `labels ${table}`,
      what: `${table}: which events the hunts match`,
      state: 'running',
      position: null,
      limit: null,
      resumesIn: null,
      pieces: { done, of, read: 'files' },
    }));
  }

  async coverage(): Promise<Coverage> {
    const tables = (await this.tables()).map(({ name, present, timeColumn, firstEvent }) => ({
      name,
      present,
      timeColumn,
      firstEvent,
    }));
    return { tables, workspaces: [], notices: [] };
  }

  async tables(): Promise<TableStatus[]> {
    return (await this.holdings()).statuses();
  }

  async query(kql: string, options: QueryOptions): Promise<QueryResult> {
    const holdings = await this.holdings();
    try {
      return await this.run(kql, options, holdings);
    } catch (error) {
      // An import has removed a file since, as the first one removes the sample.
      const changed = isMissingFile(error) && this.version() !== holdings.version;
      if (!changed) throw error;
      return await this.run(kql, options, await this.holdings());
    }
  }

  /** Undefined where there are no rows, or something is wrong with the labels. */
  async onLabelled(question: LabelledQuestion, options: QueryOptions): Promise<QueryResult | undefined> {
    try {
      const holdings = await this.holdings();
      const tables = await this.labels.tables(question, holdings);
      return tables && (await this.run(question.kql, options, holdings, tables));
    } catch (error) {
      if (options.signal?.aborted || (error instanceof Fault && (error.kind === 'too-many' || error.kind === 'bad-input')))
        throw error;
      this.labels.doubt();
      log().warn({ err: error, table: question.labelling.table }, 'labels could not be used; the hunts are asked anew');
      return undefined;
    }
  }

  private async run(
    kql: string,
    { now, signal, caller }: QueryOptions,
    holdings: Holdings,
    asked = holdings.tables,
  ): Promise<QueryResult> {
    const { translate = translateHere, timeLimit } = this.options;
    const { sql, columns, tables, notices } = await translate(kql, now, asked, signal);
    const answer = new Answer(columns);
    const database = await openDatabase(this.dataDir);
    try {
      await database.select(sql, (chunk) => answer.take(chunk), { signal, caller, timeLimit });
    } catch (error) {
      const fault = knownFault(error);
      if (fault || isMissingFile(error)) throw fault ?? error;
      throw (isDamage(error) && (await this.damage(tables, holdings, signal))) || error;
    }
    const result = answer.result();
    return { ...result, partial: [...notices, ...result.partial] };
  }

  private async holdings(): Promise<Holdings> {
    this.catalogue ??= openDatabase(this.dataDir).then((database) => new Catalogue(this.dataDir, database));
    try {
      return await (await this.catalogue).load();
    } catch (error) {
      this.catalogue = undefined;
      throw asFault(error);
    }
  }

  /** DuckDB does not say which file is damaged, so each is read to find and name it. */
  private async damage(tables: string[], holdings: Holdings, signal?: AbortSignal): Promise<Fault | undefined> {
    const database = await openDatabase(this.dataDir);
    for (const file of tables.flatMap((table) => holdings.files(table))) {
      const everything = `SELECT max(hash(COLUMNS(*))) FROM read_parquet(${sqlString(file)})`;
      try {
        await database.select(everything, () => true, { signal });
      } catch (error) {
        return knownFault(error) ?? unreadableFile(this.dataDir, file, error);
      }
    }
    return undefined;
  }
}

/** Whether an error comes from a damaged file: our SQL does not cause it on sound ones. */
const isDamage = (error: unknown) => !/^(?:Binder|Parser|Catalog|Not implemented|INTERNAL) Error/i.test(messageOf(error));
