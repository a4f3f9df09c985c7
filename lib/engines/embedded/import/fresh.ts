import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '@/lib/engines/model';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql';
import { physicalType } from '../tables';
import type { RawTable } from './raw-table';

/**
 * Keeps the rows that are events not yet held: the first of each (DeviceId, Timestamp, ReportId), without those that `files` (Parquet of
 * the same table) hold. Returns how many there are; they are marked in `fresh_<table>`.
 */
export async function findFresh(connection: DuckDBConnection, raw: RawTable, files: readonly string[]): Promise<number> {
  const fresh = `fresh_${raw.table}`;
  const first = `SELECT min(n) AS n, DeviceId, Timestamp, ReportId FROM ${raw.relation} GROUP BY DeviceId, Timestamp, ReportId`;
  const range = `(SELECT min(Timestamp) FROM ${raw.relation}) AND (SELECT max(Timestamp) FROM ${raw.relation})`;
  const held =
    files.length === 0
      ? ''
      : `ANTI JOIN (SELECT DeviceId, Timestamp, ReportId FROM read_parquet([${files.map(sqlString).join(', ')}], union_by_name = true)
         WHERE Timestamp BETWEEN ${range}) AS held USING (DeviceId, Timestamp, ReportId)`;
  await connection.run(`CREATE TABLE ${fresh} AS SELECT first.n FROM (${first}) AS first ${held}`);
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${fresh}`);
  return Number(counted.getRowsJson()[0]?.[0] ?? 0);
}

/** The fresh rows with the table's columns in their physical types. */
export function freshSql(raw: RawTable, fresh: number): string {
  const columns = raw.columns.map((column, slot) => `${valueSql(column, `f[${slot + 1}]`)} AS ${sqlIdentifier(column.name)}`);
  const only = fresh === raw.rows ? '' : ` WHERE n IN (SELECT n FROM fresh_${raw.table})`;
  return `SELECT ${columns.join(', ')} FROM (SELECT string_split(fields, chr(0)) AS f FROM ${raw.relation}${only})`;
}

function valueSql({ type }: Column, field: string): string {
  if (type === 'string') return `coalesce(${field}, '')`;
  if (type !== 'dynamic') return `CAST(nullif(${field}, '') AS ${physicalType(type)})`;
  // One spelling for one value, so that distinct and group by see it as one. A lone surrogate is JSON to JavaScript only.
  return `CASE WHEN coalesce(${field}, '') = '' THEN NULL WHEN json_valid(${field}) THEN json(${field})::VARCHAR ELSE to_json(${field})::VARCHAR END`;
}
