import type { DuckDBConnection } from '@duckdb/node-api';
import { Fault } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import { RawTable } from './raw-table';
import type { ImportTable } from './recognise';
import type { Router } from './router';
import type { BadRow, Batch, Row } from './rows';
import type { SetAside } from './set-aside';

/** A file is refused after this many bad rows without a good one: its format was misjudged. */
const HOPELESS = 10_000;
/** How many left-out tables are named: a hostile file could name millions. */
const MOST_NAMED = 20;

/** Takes the rows of a file into raw tables, one for each table the file has rows of. */
export class Intake {
  readonly notes: string[] = [];
  rowsRead = 0;
  private readonly tables = new Map<ImportTable, RawTable>();
  /** Rows of tables nobody hunts in, by table. */
  private readonly skipped = new Map<string, number>();

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly router: Router,
    private readonly setAside: SetAside,
    private readonly file: string,
  ) {}

  get raws(): RawTable[] {
    return [...this.tables.values()];
  }

  async take(batch: Batch): Promise<void> {
    this.notes.push(...(batch.notes ?? []));
    const bad: BadRow[] = [...batch.bad];
    for (const row of batch.rows) {
      const route = this.router.route(row);
      if ('skipped' in route) this.skip(route.skipped);
      else {
        const reason = 'fault' in route ? route.fault : (this.tables.get(route.table) ?? (await this.open(route.table))).add(row);
        if (reason !== undefined) bad.push({ line: row.line, reason, text: textOf(row) });
      }
    }
    this.rowsRead += batch.rows.length + batch.bad.length;
    await this.setAside.add(bad.sort((a, b) => a.line - b.line));
    if (this.setAside.count >= HOPELESS) this.refuseHopeless();
  }

  /** To be called after the last batch. Throws a Fault when the file gave no row at all for any table. */
  finish(): void {
    for (const raw of this.raws) raw.close();
    this.refuseHopeless();
    const tables = [...this.skipped].map(([table, rows]) => `${table} (${counted(rows, 'row')})`).join(', ');
    if (tables === '') return;
    if (this.raws.length === 0)
      throw new Fault('bad-input', `${this.file} holds only rows of tables that are not imported here: ${tables}.`);
    this.notes.push(`Left out, for they are of tables that are not imported here or not asked for: ${tables}.`);
  }

  private skip(table: string): void {
    const known = this.skipped.has(table) || this.skipped.size < MOST_NAMED;
    const name = known ? table.slice(0, 100) : 'others';
    this.skipped.set(name, (this.skipped.get(name) ?? 0) + 1);
  }

  private refuseHopeless(): void {
    const [first] = this.setAside.first;
    if (!first || this.raws.some(({ rows }) => rows > 0)) return;
    throw new Fault(
      'bad-input',
      `${this.file}: none of its ${this.rowsRead} rows can be taken. The first, ${first.line} in the file: ${first.reason}.`,
    );
  }

  private async open(table: ImportTable): Promise<RawTable> {
    const raw = new RawTable(table, this.connection);
    await raw.open();
    this.tables.set(table, raw);
    return raw;
  }
}

function textOf(row: Row): string {
  return JSON.stringify(Object.fromEntries(row.names.map((name, index) => [name, row.values[index]])));
}
