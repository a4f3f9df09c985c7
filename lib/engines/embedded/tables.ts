/** The physical types of the embedded engine's tables on disk, and the SQL of “no value” for each. */
import type { KqlType } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';

/** datetime and timespan are ticks of 100 ns; dynamic is normalised JSON text; decimal and guid are kept as text. */
const physical: Record<KqlType, string> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'VARCHAR',
  string: 'VARCHAR',
  datetime: 'BIGINT',
  timespan: 'BIGINT',
  dynamic: 'VARCHAR',
  guid: 'VARCHAR',
};

/** The type of a column in the Parquet files. */
export function physicalType(type: KqlType): string {
  return physical[type];
}

/** SQL of “no value”: a string has no null in KQL, everything else has. */
export function nothingSql(type: KqlType): string {
  return type === 'string' ? "''" : `NULL::${physical[type]}`;
}

/** SQL of a stored dynamic as JSON. Text that is no JSON, which only a foreign file can hold, becomes a JSON string. */
export function jsonSql(expression: string): string {
  return `coalesce(TRY_CAST(${expression} AS JSON), to_json(${expression}))`;
}

/** Checks a table's name, which is also the name of its folder. Throws a Fault when it is not valid for both. */
export function requireTableName(name: string): string {
  if (!/^[A-Za-z]\w{0,99}$/.test(name)) throw new Fault('bad-input', `“${name.slice(0, 60)}” cannot be a table’s name.`);
  return name;
}
