/** The frozen telemetry from which both APIs answer. KQL really runs on it. */
import { Answer } from '@/lib/engines/embedded/answer';
import { Catalogue, type Holdings } from '@/lib/engines/embedded/catalogue.server';
import { type Database, openDatabase } from '@/lib/engines/embedded/database.server';
import type { Cell, Column } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import { translate } from '@/lib/kql/sql/translate';
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
  /** SQL of a table's rows, with exactly its schema's columns. */
  relation(table: string): string | undefined;
}

export class Telemetry {
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
    const { sql, columns } = translate(kql, { now: this.now, ...view, limits: fusedLimits });
    const answer = new Answer(columns, limits.rows, limits.bytes);
    await this.database.select(sql, (chunk) => answer.take(chunk), { signal });
    const { rows, cut } = answer.result();
    const cutAt = cut ? (rows.length >= limits.rows ? 'rows' : 'bytes') : undefined;
    return { columns, rows, cutAt };
  }
}
