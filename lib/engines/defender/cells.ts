/** Advanced hunting's types and values as the engine's. */

import { cellOf as azureCell } from '@/lib/engines/azure/cells';
import { stringifyLossless } from '@/lib/engines/azure/exact-json';
import { formatTimespan } from '@/lib/engines/timespan';
import type { Cell, KqlType } from '@/lib/kql/model';

/** The KQL type by .NET’s name in small letters. KQL’s own names need no entry. */
const types: Record<string, KqlType> = {
  string: 'string',
  datetime: 'datetime',
  int64: 'long',
  uint64: 'long',
  uint32: 'long',
  long: 'long',
  int32: 'int',
  int16: 'int',
  int: 'int',
  sbyte: 'bool',
  byte: 'bool',
  boolean: 'bool',
  bool: 'bool',
  double: 'real',
  single: 'real',
  real: 'real',
  decimal: 'decimal',
  sqldecimal: 'decimal',
  guid: 'guid',
  timespan: 'timespan',
  object: 'dynamic',
  dynamic: 'dynamic',
};

/** The KQL type of a column whose type the schema calls so; undefined for one nobody knows. */
export function typeOf(name: string): KqlType | undefined {
  return types[name.toLowerCase().replace(/^system\.(?:data\.sqltypes\.)?/, '')];
}

/**
 * Returns the function that turns a value of a type into a cell. A missing value is null. That function throws a RangeError for
 * a value that is not of the type.
 */
export function cellOf(type: KqlType): (value: unknown) => Cell {
  const convert = azureCell(type);
  if (type === 'string') return (value) => (isObject(value) ? stringifyLossless(value) : convert(value ?? null));
  if (type === 'real') return (value) => convert(infinities.get(value) ?? value ?? null);
  if (type === 'bool') return (value) => convert(isObject(value) ? Number(String(value)) : (value ?? null));
  if (type === 'timespan') return (value) => timespan(convert(value ?? null));
  return (value) => convert(value ?? null);
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

/** Infinities as OData writes them. */
const infinities = new Map<unknown, string>([
  ['INF', 'Infinity'],
  ['-INF', '-Infinity'],
]);

const duration = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7}))?S)?)?$/;

/** OData writes `P1DT2H3M4.5S` for what Kusto writes `1.02:03:04.5000000`. */
function timespan(cell: Cell): Cell {
  const match = duration.exec(String(cell));
  if (cell === null || !match) return cell;
  const [days = 0n, hours = 0n, minutes = 0n, seconds = 0n] = match.slice(2, 6).map((digits) => BigInt(digits ?? 0));
  const ticks = (((days * 24n + hours) * 60n + minutes) * 60n + seconds) * 10_000_000n + BigInt((match[6] ?? '').padEnd(7, '0'));
  return formatTimespan(match[1] === '-' ? -ticks : ticks);
}
