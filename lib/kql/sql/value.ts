/** A scalar expression in SQL. Datetimes and timespans are BIGINT ticks, dynamic is JSON, a string is never NULL. */

import { MAX_TICKS } from '@/lib/shared/time';
import type { KqlType } from '../model';
import { sqlString } from './sql';

/** The value of a constant; a dynamic array is an array. */
export type Constant = string | bigint | number | boolean | null | Constant[];

export interface Value {
  /** Safe to put anywhere in an expression: a name, a call, a literal or in brackets. */
  sql: string;
  type: KqlType;
  /** Whether it is never NULL; a string always is solid. */
  solid: boolean;
  /** Set where the value is known before the query runs. */
  constant?: Constant;
  /** For a column: SQL of its text with the borders of its terms marked, if the relation has that (`markedText`). */
  marked?: string | undefined;
}

/** A value of some SQL; strings must not be NULL. */
export function value(type: KqlType, sql: string, solid = false): Value {
  return { sql, type, solid: solid || type === 'string' };
}

export const stringValue = (text: string): Value => ({ sql: sqlString(text), type: 'string', solid: true, constant: text });

export function ticksValue(type: 'datetime' | 'timespan', ticks: bigint): Value {
  return { sql: `${ticks < 0n ? `(${ticks})` : ticks}::BIGINT`, type, solid: true, constant: ticks };
}

/** A time known before the query runs; null outside the years 1 to 9999, which are all that a datetime can hold. */
export function instantValue(ticks: bigint): Value {
  return ticks < 0n || ticks > MAX_TICKS ? nullValue('datetime') : ticksValue('datetime', ticks);
}

/** Characters of SQL. */
const SHORT = 200;

/** SQL for ticks that are NULL outside the years 1 to 9999. */
export function inYears(ticks: string): string {
  const bounded = (t: string) => `CASE WHEN ${t} BETWEEN 0 AND ${MAX_TICKS} THEN ${t} END`;
  // A short sum is computed twice in less time than a list takes.
  return ticks.length < SHORT ? bounded(ticks) : once(ticks, bounded, '_y');
}

export function longValue(type: 'long' | 'int', n: bigint): Value {
  // Without a type a small number is INTEGER in SQL, which overflows where KQL's long does not.
  const sql = `${n < 0n ? `(${n})` : n}::${sqlType[type]}`;
  return { sql, type, solid: true, constant: n };
}

export const realValue = (n: number): Value => ({
  sql: `${n < 0 ? `(${n})` : n}::DOUBLE`,
  type: 'real',
  solid: true,
  constant: n,
});

export const boolValue = (truth: boolean): Value => ({
  sql: truth ? 'TRUE' : 'FALSE',
  type: 'bool',
  solid: true,
  constant: truth,
});

/** The SQL type of each KQL type. */
export const sqlType: Record<KqlType, string> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  string: 'VARCHAR',
  datetime: 'BIGINT',
  timespan: 'BIGINT',
  dynamic: 'JSON',
  decimal: 'DECIMAL(38, 10)',
  guid: 'UUID',
};

/** The null of a type; a string's is the empty string. */
export function nullValue(type: KqlType): Value {
  if (type === 'string') return stringValue('');
  return { sql: `NULL::${sqlType[type]}`, type, solid: false, constant: null };
}

/**
 * SQL that uses an expression many times and computes it once. `use` gets a name for it; a plain name or literal is used
 * as it is. Where one call is inside another, give it a `name` of its own.
 */
export function once(sql: string, use: (name: string) => string, name = '_x'): string {
  if (/^(?:"(?:[^"]|"")*"|[\w.]+(?:::\w+)?)$/.test(sql)) return use(sql);
  return `list_transform([${sql}], lambda ${name}: ${use(name)})[1]`;
}
