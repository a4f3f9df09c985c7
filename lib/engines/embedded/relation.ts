/** Builds the SQL relation of a table from files that may lack columns of its schema or have more. */
import type { Column } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';
import type { FileFacts } from './file-facts.server';
import { jsonSql, nothingSql, physicalType } from './tables';

export interface TableFile {
  path: string;
  /** Changes when the file does. */
  key: string;
  facts: FileFacts;
}

/** The table's schema with the columns that only its files have, as strings. */
export function widenSchema(schema: TableSchema, files: TableFile[]): TableSchema {
  const known = new Set(schema.columns.map(({ name }) => name.toLowerCase()));
  const unknown: Column[] = [];
  for (const name of files.flatMap(({ facts }) => [...facts.columns.keys()])) {
    if (known.has(name.toLowerCase())) continue;
    known.add(name.toLowerCase());
    unknown.push({ name, type: 'string' });
  }
  return unknown.length === 0 ? schema : { name: schema.name, columns: [...schema.columns, ...unknown] };
}

/**
 * Why columns (DuckDB's type of each, by name) cannot be a part of a table: one is of another type than its physical one.
 * Undefined when they can.
 */
export function misfit(schema: TableSchema, columns: Map<string, string>): string | undefined {
  const types = byLowerName(columns);
  for (const { name, type } of schema.columns) {
    const found = types.get(name.toLowerCase());
    if (found !== undefined && found !== physicalType(type)) return `its column ${name} is ${found}, not ${physicalType(type)}`;
  }
  return undefined;
}

/**
 * A subquery with the columns of `schema` (already widened) in their physical types, dynamic as JSON. `located`: and with
 * `file_row_number` and `file_name` of each row, of one file or more.
 */
export function relationSql(schema: TableSchema, files: TableFile[], { located = false } = {}): string {
  const presence = files.map(({ facts }) => ({ types: byLowerName(facts.columns), nullable: lower(facts.nullable) }));
  const columns = schema.columns.map((column) => {
    const name = column.name.toLowerCase();
    const types = new Set(presence.flatMap(({ types }) => types.get(name) ?? []));
    const holes = presence.some(({ types, nullable }) => !types.has(name) || nullable.has(name));
    return `${columnSql(column, types, holes)} AS ${sqlIdentifier(column.name)}`;
  });
  if (located) columns.push('file_row_number', 'parse_filename("$path") AS file_name');
  return `(SELECT ${columns.join(', ')} ${sourceSql(files, located ? ", file_row_number = TRUE, filename = '$path'" : '')})`;
}

function columnSql({ name, type }: Column, types: Set<string>, holes: boolean): string {
  if (types.size === 0) return type === 'dynamic' ? 'NULL::JSON' : nothingSql(type);
  const column = sqlIdentifier(name);
  if (type === 'dynamic') return jsonSql(column);
  if (type !== 'string') return column;
  const text = types.size === 1 && types.has('VARCHAR') ? column : `CAST(${column} AS VARCHAR)`;
  return holes ? `coalesce(${text}, '')` : text;
}

function sourceSql(files: TableFile[], options: string): string {
  const [first, ...others] = files;
  if (!first) return 'WHERE FALSE';
  const shape = ({ facts }: TableFile) => JSON.stringify([...facts.columns]);
  // union_by_name makes DuckDB open every file before it begins. It is left out where all files have the same columns.
  const byName = others.some((file) => shape(file) !== shape(first)) ? ', union_by_name = TRUE' : '';
  return `FROM read_parquet([${files.map(({ path }) => sqlString(path)).join(', ')}], hive_partitioning = FALSE${byName}${options})`;
}

const byLowerName = (columns: Map<string, string>) => new Map([...columns].map(([name, type]) => [name.toLowerCase(), type]));
const lower = (names: Set<string>) => new Set([...names].map((name) => name.toLowerCase()));
