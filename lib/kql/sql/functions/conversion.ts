/** Conversions between types. A value that cannot be converted becomes null, never an error. */
import { formatTicks } from '@/lib/shared/time';
import { instantValue, inYears, nullValue, once, sqlType, stringValue, type Value, value } from '../value';
import { sqlTicksOfText, ticksOfText } from './datetime-text';

/** KQL's tostring(): '' for null. */
export function toText(v: Value): Value {
  if (v.type === 'string') return v;
  if (v.constant === null) return stringValue('');
  if (v.type === 'datetime' && typeof v.constant === 'bigint') return stringValue(formatTicks(v.constant));
  if (typeof v.constant === 'bigint' && v.type !== 'timespan') return stringValue(String(v.constant));
  const sql = textSql(v);
  return value('string', v.solid && v.type !== 'dynamic' ? sql : `coalesce(${sql}, '')`);
}

function textSql(v: Value): string {
  if (v.type === 'bool') return `CASE WHEN ${v.sql} THEN 'True' WHEN NOT ${v.sql} THEN 'False' END`;
  if (v.type === 'datetime') return once(v.sql, instantText);
  if (v.type === 'timespan') return once(v.sql, timespanText);
  if (v.type === 'dynamic') return `json_extract_string(${v.sql}, '$')`;
  if (v.type === 'real') return once(v.sql, realText);
  return `${v.sql}::VARCHAR`;
}

/** `1.5`, `1E+20`, `NaN`, `Infinity`, as .NET writes them. */
function realText(real: string): string {
  return `CASE WHEN isnan(${real}) THEN 'NaN' WHEN isinf(${real}) THEN CASE WHEN ${real} > 0 THEN 'Infinity' ELSE '-Infinity' END ELSE upper(${real}::VARCHAR) END`;
}

const TICKS_TO_1970 = 621_355_968_000_000_000n;

/** `2026-03-10T08:59:59.1234567Z` of ticks. */
function instantText(ticks: string): string {
  const micros = `make_timestamp(${ticks} // 10 - ${TICKS_TO_1970 / 10n})`;
  return `(strftime(${micros}, '%Y-%m-%dT%H:%M:%S.%f') || (${ticks} % 10)::VARCHAR || 'Z')`;
}

/** `[-][d.]hh:mm:ss[.fffffff]` of ticks. */
function timespanText(ticks: string): string {
  const a = `abs(${ticks})`;
  const days = `CASE WHEN ${a} >= 864000000000 THEN (${a} // 864000000000)::VARCHAR || '.' ELSE '' END`;
  const part = (unit: bigint, size: number) => `lpad((${a} // ${unit} % ${size})::VARCHAR, 2, '0')`;
  const clock = `${part(36_000_000_000n, 24)} || ':' || ${part(600_000_000n, 60)} || ':' || ${part(10_000_000n, 60)}`;
  const fraction = `CASE WHEN ${a} % 10000000 <> 0 THEN '.' || lpad((${a} % 10000000)::VARCHAR, 7, '0') ELSE '' END`;
  return `(CASE WHEN ${ticks} < 0 THEN '-' ELSE '' END || ${days} || ${clock} || ${fraction})`;
}

/** The value as an element of a dynamic; null becomes JSON’s null. */
export function toJson(v: Value): string {
  if (v.type === 'dynamic') return v.solid ? v.sql : `coalesce(${v.sql}, 'null'::JSON)`;
  if (v.type === 'real' && typeof v.constant !== 'number') {
    // JSON has no nan and no infinity.
    const json = (real: string) => `CASE WHEN isfinite(${real}) THEN to_json(${real}) ELSE to_json(${realText(real)}) END`;
    return `coalesce(${once(v.sql, json)}, 'null'::JSON)`;
  }
  const plain = v.type === 'datetime' || v.type === 'timespan' ? textSql(v) : v.sql;
  return v.solid ? `to_json(${plain})` : `coalesce(to_json(${plain}), 'null'::JSON)`;
}

const WHOLE = `'^\\s*(?:[+-]?\\d+|0[xX][0-9a-fA-F]+)\\s*$'`;
const REAL = `'^\\s*[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?\\s*$'`;

/** tolong() and toint(): DuckDB would round where KQL truncates, and read `12.5` from text. */
export function toWhole(v: Value, type: 'long' | 'int'): Value {
  const target = sqlType[type];
  if (v.type === type) return v;
  if (v.type === 'bool' || v.type === 'int' || v.type === 'long') return value(type, `TRY_CAST(${v.sql} AS ${target})`);
  if (v.type === 'real') return value(type, `TRY_CAST(trunc(${v.sql}) AS ${target})`);
  if (v.type === 'datetime' || v.type === 'timespan') return value(type, `TRY_CAST(${v.sql} AS ${target})`, v.solid);
  const whole = (text: string) => `CASE WHEN regexp_matches(${text}, ${WHOLE}) THEN TRY_CAST(trim(${text}) AS ${target}) END`;
  if (v.type !== 'dynamic') return value(type, once(toText(v).sql, whole));
  const real = (text: string) =>
    `TRY_CAST(trunc(CASE WHEN regexp_matches(${text}, ${REAL}) THEN ${text}::DOUBLE END) AS ${target})`;
  return value(
    type,
    once(toText(v).sql, (text) => `coalesce(${whole(text)}, ${real(text)})`),
  );
}

export function toReal(v: Value): Value {
  if (v.type === 'real') return v;
  if (v.type === 'bool' || v.type === 'int' || v.type === 'long') return value('real', `${v.sql}::DOUBLE`, v.solid);
  const parse = (text: string) => `CASE WHEN regexp_matches(${text}, ${REAL}) THEN TRY_CAST(trim(${text}) AS DOUBLE) END`;
  return value('real', once(toText(v).sql, parse));
}

export function toBool(v: Value): Value {
  if (v.type === 'bool') return v;
  if (v.type === 'int' || v.type === 'long' || v.type === 'real') return value('bool', `(${v.sql} <> 0)`, v.solid);
  const parse = (text: string) =>
    `CASE lower(trim(${text})) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE WHEN '1' THEN TRUE WHEN '0' THEN FALSE END`;
  return value('bool', once(toText(v).sql, parse));
}

/** todatetime(): of texts in the forms that Kusto reads; of any other text null. */
export function toInstant(v: Value): Value {
  if (v.type === 'datetime') return v;
  const text = toText(v);
  if (typeof text.constant !== 'string') return value('datetime', inYears(sqlTicksOfText(text.sql)));
  const ticks = ticksOfText(text.constant);
  return ticks === undefined ? nullValue('datetime') : instantValue(ticks);
}

/** A nan or inf, which DuckDB takes for JSON, outside of JSON's strings. Few texts need the second, slower test. */
const lawless = (text: string) =>
  `(regexp_matches(${text}, '(?i)(?:^|[\\[:,])\\s*-?(?:nan|inf)') AND regexp_matches(regexp_replace(${text}, '"(?:[^"\\\\]|\\\\.)*"', '', 'g'), '(?i)nan|inf'))`;

/** parse_json(): a text that is not JSON becomes a dynamic string, the empty one null. */
export function toDynamic(v: Value): Value {
  if (v.type === 'dynamic') return v;
  if (v.type !== 'string')
    return value('dynamic', `to_json(${v.type === 'datetime' || v.type === 'timespan' ? textSql(v) : v.sql})`);
  const parse = (text: string) =>
    `CASE WHEN json_valid(${text}) AND NOT ${lawless(text)} THEN nullif(json(${text}), 'null'::JSON) WHEN ${text} <> '' THEN to_json(${text}) END`;
  return value('dynamic', once(v.sql, parse));
}
