/** For tests: an in-memory DuckDB with tables of any schema, and what a query answers there. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { formatTicks, type Instant } from '@/lib/shared/time';
import type { TableSchema } from '../schemas';
import { sqlIdentifier } from '../sql/sql';
import { type TranslateOptions, translate } from '../sql/translate';
import { sqlType } from '../sql/value';

export const NOW: Instant = '2026-03-10T12:00:00.0000000Z';

export interface Answer {
  sql: string;
  columns: string[];
  rows: unknown[][];
}

export class Database {
  private constructor(
    readonly connection: DuckDBConnection,
    private readonly schemas: TableSchema[],
  ) {}

  static async open(schemas: TableSchema[]): Promise<Database> {
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    for (const { name, columns } of schemas) {
      const list = columns.map(
        (c) => `${sqlIdentifier(c.name)} ${sqlType[c.type]}${c.type === 'string' ? " NOT NULL DEFAULT ''" : ''}`,
      );
      await connection.run(`CREATE TABLE ${sqlIdentifier(name)} (${list.join(', ')})`);
    }
    return new Database(connection, schemas);
  }

  /** Translates and runs a query; times as Instants, longs and timespans as text, dynamic as JSON text. */
  async ask(kql: string, options: Partial<TranslateOptions> = {}): Promise<Answer> {
    const relation = (table: string) => sqlIdentifier(table);
    const { sql, columns } = translate(kql, { now: NOW, schemas: this.schemas, relation, ...options });
    const reader = await this.connection.runAndReadAll(sql);
    const rows = reader.getRowsJson().map((row) =>
      row.map((cell, i) => {
        if (columns[i]?.type === 'datetime' && typeof cell === 'string') return formatTicks(BigInt(cell));
        return cell;
      }),
    );
    return { sql, columns: columns.map((c) => `${c.name}:${c.type}`), rows };
  }
}
