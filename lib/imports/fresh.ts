import type { DuckDBConnection } from '@duckdb/node-api';
import { z } from 'zod';
import { physicalType } from '@/lib/engines/embedded/tables';
import type { Column } from '@/lib/kql/model';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';
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

/** Characters that are sorted and written at a time: what that needs in memory must not grow with the file. */
const PART = 256 * 1024 * 1024;

/** The fresh rows with the table's columns in their physical types, in parts by time that are small enough to be sorted. */
export async function freshParts(connection: DuckDBConnection, raw: RawTable, fresh: number, part = PART): Promise<string[]> {
  const columns = raw.columns.map((column, slot) => `${valueSql(column, `f[${slot + 1}]`)} AS ${sqlIdentifier(column.name)}`);
  const only = fresh === raw.rows ? 'true' : `n IN (SELECT n FROM fresh_${raw.table})`;
  const bounds = await timeBounds(connection, raw, part);
  return [undefined, ...bounds].map((from, i) => {
    const range = [from && `Timestamp >= ${from}`, bounds[i] && `Timestamp < ${bounds[i]}`].filter(Boolean);
    const where = [only, ...range].join(' AND ');
    return `SELECT ${columns.join(', ')} FROM (SELECT string_split(fields, chr(0)) AS f FROM ${raw.relation} WHERE ${where})`;
  });
}

/** Timestamps, ascending, that cut the rows into parts of about `part` characters. */
async function timeBounds(connection: DuckDBConnection, raw: RawTable, part: number): Promise<bigint[]> {
  const parts = Math.ceil(raw.characters / part);
  const shares = Array.from({ length: parts - 1 }, (_, i) => (i + 1) / parts);
  if (shares.length === 0) return [];
  const answer = await connection.runAndReadAll(
    `SELECT DISTINCT unnest(approx_quantile(Timestamp, [${shares.join(', ')}])) AS bound FROM ${raw.relation} ORDER BY bound`,
  );
  return answer.getRows().map(([bound]) => z.bigint().parse(bound));
}

function valueSql({ type }: Column, field: string): string {
  if (type === 'string') return `coalesce(${field}, '')`;
  if (type !== 'dynamic') return `CAST(nullif(${field}, '') AS ${physicalType(type)})`;
  // One spelling for one value, so that distinct and group by see it as one. A lone surrogate is JSON to JavaScript only.
  return `CASE WHEN coalesce(${field}, '') = '' THEN NULL WHEN json_valid(${field}) THEN json(${field})::VARCHAR ELSE to_json(${field})::VARCHAR END`;
}
