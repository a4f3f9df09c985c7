/** Functions of text. */

import { clip } from '../../syntax/node';
import { groupsOf, regexpOf } from '../regexp';
import { sqlString } from '../sql';
import { once, stringValue, type Value, value } from '../value';
import { toBool, toReal, toText, toWhole } from './conversion';
import type { Call, FunctionTable } from './function';

const text = (sql: string) => value('string', sql);
const long = (sql: string) => value('long', `${sql}::BIGINT`, true);

export const textFunctions: FunctionTable = {
  tolower: (call) => text(`lower(${call.text(0)})`),
  toupper: (call) => text(`upper(${call.text(0)})`),
  strlen: (call) => long(`length(${call.text(0)})`),
  strcat: (call) => concat(call.values().map((v) => toText(v).sql)),
  strcat_delim: (call) => {
    const [delimiter = "''", ...parts] = call.values().map((v) => toText(v).sql);
    return concat(parts.flatMap((part, i) => (i === 0 ? [part] : [delimiter, part])));
  },
  strrep: repeated,
  reverse: (call) => text(`reverse(${call.text(0)})`),
  substring,
  split,
  trim: (call) => text(trimEnd(trimStart(call.text(1), pattern(call, 0)), pattern(call, 0))),
  trim_start: (call) => text(trimStart(call.text(1), pattern(call, 0))),
  trim_end: (call) => text(trimEnd(call.text(1), pattern(call, 0))),
  replace_string: (call) => replaceString(call),
  replace_regex: (call) => replaceRegex(call),
  // The old name takes its arguments in another order: regex, rewrite, source.
  replace: (call) => replaceRegex(call, 2, 0, 1),
  extract,
  indexof: (call) => {
    if (call.count > 2) throw call.unsupported('a start, length or occurrence is not supported.');
    return long(`(strpos(${call.text(0)}, ${call.text(1)}) - 1)`);
  },
  countof,
  base64_decode_tostring: (call) => text(`coalesce(TRY(decode(from_base64(${call.text(0)}))), '')`),
  base64_encode_tostring: (call) => text(`to_base64(encode(${call.text(0)}))`),
};

function concat(parts: string[]): Value {
  // DuckDB's time for a chain of || grows with the square of its length.
  if (parts.length > 8) return text(`concat(${parts.join(', ')})`);
  return text(parts.length === 1 ? (parts[0] ?? "''") : `(${parts.join(' || ')})`);
}

const pattern = (call: Call, i: number) => regexpOf(call.arg(i), call.value(i));

const trimStart = (source: string, regexp: string) => `regexp_replace(${source}, ${sqlString(`\\A(?:${regexp})`)}, '')`;
const trimEnd = (source: string, regexp: string) => `regexp_replace(${source}, ${sqlString(`(?:${regexp})\\z`)}, '')`;

const MAX_REPEATS = 1024n;

function repeated(call: Call): Value {
  const times = call.constantWhole(1) < MAX_REPEATS ? call.constantWhole(1) : MAX_REPEATS;
  if (times < 1n) return stringValue('');
  const delimiter = call.count > 2 ? call.text(2) : "''";
  return text(once(call.text(0), (t) => `(repeat(${t} || ${delimiter}, ${times - 1n}) || ${t})`));
}

/** How often a text occurs, overlapping itself too; matches of a regular expression do not overlap. */
function countof(call: Call): Value {
  const kind = call.count > 2 ? call.constantText(2) : 'normal';
  if (kind === 'regex') return long(`len(regexp_extract_all(${call.text(0)}, ${sqlString(pattern(call, 1))}))`);
  if (kind !== 'normal') throw call.unsupported('its kind must be normal or regex.');
  const needle = call.constantText(1);
  if (needle === '') throw call.unsupported('an empty text cannot be counted.');
  const size = [...needle].length;
  return long(
    once(call.text(0), (t) =>
      overlapsItself(needle)
        ? `len(list_filter(range(1, length(${t}) - ${size - 2}), lambda _i: ${t}[_i:_i + ${size - 1}] = ${sqlString(needle)}))`
        : `((length(${t}) - length(replace(${t}, ${sqlString(needle)}, ''))) // ${size})`,
    ),
  );
}

const overlapsItself = (text: string) =>
  Array.from({ length: text.length - 1 }, (_, i) => i + 1).some((shift) => text.startsWith(text.slice(shift)));

/** DuckDB's functions of text raise an error above this. */
const MAX_LENGTH = 4_294_967_295n;

/** From 0; a negative start counts from the end. */
function substring(call: Call): Value {
  const start = call.value(1);
  const from =
    typeof start.constant === 'bigint'
      ? String(start.constant < 0n ? max(start.constant, -MAX_LENGTH) : min(start.constant + 1n, MAX_LENGTH))
      : once(
          `greatest(least(${start.sql}, ${MAX_LENGTH - 1n}), -${MAX_LENGTH})`,
          (n) => `CASE WHEN ${n} < 0 THEN ${n} ELSE ${n} + 1 END`,
        );
  const length = call.count > 2 ? `, least(greatest(${call.value(2).sql}, 0), ${MAX_LENGTH})` : '';
  return text(`coalesce(substring(${call.text(0)}, ${from}${length}), '')`);
}

const min = (a: bigint, b: bigint) => (a < b ? a : b);
const max = (a: bigint, b: bigint) => (a > b ? a : b);

function split(call: Call): Value {
  const delimiter = call.constantText(1);
  if (delimiter === '') throw call.unsupported('an empty delimiter is not supported.');
  const parts = `string_split(${call.text(0)}, ${sqlString(delimiter)})`;
  if (call.count === 2) return value('dynamic', `to_json(${parts})`, true);
  const at = call.constantWhole(2);
  if (at < 0n) throw call.unsupported('a negative index is not supported.');
  return value('dynamic', `to_json(${parts}[${at + 1n}:${at + 1n}])`, true);
}

function replaceString(call: Call): Value {
  const lookup = call.text(1);
  return text(`replace(${call.text(0)}, ${lookup}, ${call.text(2)})`);
}

function replaceRegex(call: Call, source = 0, regexp = 1, rewrite = 2): Value {
  const replacement = call.constantText(rewrite);
  if (/\\[^\d\\]|\\$/.test(replacement)) throw call.unsupported('the replacement holds a \\ that names no group.');
  const sql = `regexp_replace(${call.text(source)}, ${sqlString(pattern(call, regexp))}, ${sqlString(replacement)}, 'g')`;
  for (const [, group = ''] of replacement.matchAll(/\\(\d|\\)/g)) if (group !== '\\') checkGroup(call, regexp, Number(group));
  return text(sql);
}

/** extract(regex, group, text): '' where nothing matches. */
function extract(call: Call): Value {
  const group = call.constantWhole(1);
  if (group < 0n || group > 16n) throw call.unsupported('the group must be 0 to 16.');
  const sql = `regexp_extract(${call.text(2)}, ${sqlString(pattern(call, 0))}, ${group})`;
  checkGroup(call, 0, Number(group));
  if (call.count === 3) return text(sql);
  const type = /^typeof\s*\(\s*(\w+)\s*\)$/.exec(call.arg(3).text)?.[1] ?? '';
  const convert = Object.hasOwn(conversions, type) ? conversions[type] : undefined;
  if (!convert) throw call.unsupported(`the type “${clip(call.arg(3).text)}” is not supported: convert its result.`);
  return convert(text(sql));
}

/** What typeof() in extract() turns the text into. */
const conversions: Record<string, (v: Value) => Value> = {
  string: (v) => v,
  long: (v) => toWhole(v, 'long'),
  int: (v) => toWhole(v, 'int'),
  real: toReal,
  double: toReal,
  bool: toBool,
};

/** DuckDB replaces nothing, or extracts nothing, where a group is not there. */
function checkGroup(call: Call, regexp: number, group: number): void {
  if (group > groupsOf(call.constantText(regexp))) throw call.unsupported(`its regular expression has no group ${group}.`);
}
