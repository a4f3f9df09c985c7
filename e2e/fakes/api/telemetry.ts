/** The frozen telemetry from which both APIs answer. KQL really runs on it. */
import { LRUCache } from 'lru-cache';
import { Answer } from '@/lib/engines/embedded/answer';
import { Catalogue, type Holdings } from '@/lib/engines/embedded/catalogue.server';
import { type Database, openDatabase } from '@/lib/engines/embedded/database.server';
import type { Cell, Column } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import { type Translation, translate } from '@/lib/kql/sql/translate';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { isSampleDue } from '@/lib/sample/due';
import { makeSample } from '@/lib/sample/make.server';
import type { Instant } from '@/lib/shared/time';

/** What one answer may hold. */
export interface AnswerLimits {
  rows: number;
  /** The bytes of all its texts together; each character counts as one. */
  bytes: number;
}

export interface Rows {
  columns: Column[];
  rows: Cell[][];
  /** The limit at which the rows were cut; undefined where they are all there. */
  cutAt: keyof AnswerLimits | undefined;
}

/** The tables as a query sees them. */
export interface View {
  schemas: TableSchema[];
  /** Equal for views of the same schemas (the same array) whose relations are equal. */
  key: string;
  /** SQL of a table's rows, with exactly its schema's columns. */
  relation(table: string): string | undefined;
}

export class Telemetry {
  /** Many ask the same, and a long text takes a second to translate. */
  private readonly translations = new WeakMap<TableSchema[], LRUCache<string, Translation>>();

  private constructor(
    /** The value of `now()` in a query, and the instant at which the telemetry ends. */
    readonly now: Instant,
    readonly holdings: Holdings,
    private readonly database: Database,
  ) {}

  /** Opens the files under `dataDir`. Where there are none, or the sample of another time, it makes the sample first. */
  static async open(dataDir: string, now: Instant): Promise<Telemetry> {
    if (isSampleDue(dataDir, now)) await makeSample(dataDir, now);
    const database = await openDatabase(dataDir);
    return new Telemetry(now, await new Catalogue(dataDir, database).load(), database);
  }

  /** Runs a query. Rejects with a KqlError where it is wrong or cannot be run, and with the Fault `cancelled` when the signal aborts. */
  async run(kql: string, view: View, limits: AnswerLimits, signal: AbortSignal): Promise<Rows> {
    const { sql, columns } = this.translate(kql, view);
    const answer = new Answer(columns, limits.rows, limits.bytes);
    await this.database.select(sql, (chunk) => answer.take(chunk), { signal });
    const { rows, cut } = answer.result();
    const cutAt = cut ? (rows.length >= limits.rows ? 'rows' : 'bytes') : undefined;
    return { columns, rows, cutAt };
  }

  private translate(kql: string, view: View): Translation {
    const known = this.translations.get(view.schemas) ?? new LRUCache({ max: 100 });
    this.translations.set(view.schemas, known);
    const key = `${view.key}\n${kql}`;
    const translation = known.get(key) ?? translate(kql, { now: this.now, ...view, limits: fusedLimits });
    known.set(key, translation);
    return translation;
  }
}
