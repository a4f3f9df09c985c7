import 'server-only';
import { sqlString } from '@/lib/kql/sql/sql';
import type { Ticks } from '@/lib/shared/time';
import type { Database } from './database.server';

/** What a Parquet file's footer says. */
export interface FileFacts {
  rows: bigint;
  /** DuckDB's type of each column, by name in the file's order. */
  columns: Map<string, string>;
  /** Columns that hold nulls, or may. */
  nullable: Set<string>;
  first: Ticks | null;
  last: Ticks | null;
}

/** Reads a file's footer and none of its rows. Throws DuckDB's error when it is damaged. */
export async function readFacts(database: Database, file: string): Promise<FileFacts> {
  const source = sqlString(file);
  const columns = await database.rows(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${source}))`);
  const statistics = await database.rows(
    `SELECT path_in_schema, bool_and(coalesce(stats_null_count = 0, FALSE)),
       min(TRY_CAST(coalesce(stats_min_value, stats_min) AS BIGINT)) FILTER (path_in_schema = 'Timestamp'),
       max(TRY_CAST(coalesce(stats_max_value, stats_max) AS BIGINT)) FILTER (path_in_schema = 'Timestamp')
     FROM parquet_metadata(${source}) GROUP BY path_in_schema`,
  );
  const counted = await database.rows(`SELECT num_rows FROM parquet_file_metadata(${source})`);
  const time = statistics.find(([name]) => name === 'Timestamp') ?? [];
  return {
    rows: BigInt(String(counted[0]?.[0] ?? 0)),
    columns: new Map(columns.map(([name, type]) => [String(name), String(type)])),
    nullable: new Set(statistics.filter(([, whole]) => whole !== true).map(([name]) => String(name))),
    first: ticks(time[2]),
    last: ticks(time[3]),
  };
}

const ticks = (value: unknown): Ticks | null => (typeof value === 'bigint' ? value : null);
