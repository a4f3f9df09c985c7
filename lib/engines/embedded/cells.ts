/** DuckDB's values as the engine's cells. */
import type { DuckDBValue } from '@duckdb/node-api';
import type { Cell, KqlType } from '@/lib/kql/model';
import { formatTicks, MAX_TICKS } from '@/lib/shared/time';
import { formatTimespan } from '../timespan';

type Convert = (value: DuckDBValue) => Cell;

const orNull =
  (convert: (value: NonNullable<DuckDBValue>) => Cell): Convert =>
  (value) =>
    value === null ? null : convert(value);

const whole = (value: NonNullable<DuckDBValue>) => BigInt(String(value));

const converters: Record<KqlType, Convert> = {
  string: (value) => (value === null ? '' : String(value)),
  guid: orNull(String),
  decimal: orNull(String),
  long: orNull((value) => String(whole(value))),
  int: orNull(Number),
  real: orNull(Number),
  bool: orNull(Boolean),
  datetime: orNull((value) => instantOf(whole(value))),
  timespan: orNull((value) => formatTimespan(whole(value))),
  dynamic: (value) => (value === null || value === 'null' ? null : String(value)),
};

/** A time outside the years 1 to 9999 is null, as Kusto has none. */
const instantOf = (ticks: bigint) => (ticks < 0n || ticks > MAX_TICKS ? null : formatTicks(ticks));

/** The function that turns a physical value of a KQL type into a cell. */
export function cellOf(type: KqlType): Convert {
  return converters[type];
}
