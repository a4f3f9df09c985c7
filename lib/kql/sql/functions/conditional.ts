/** Functions that choose between values, and that ask for null or empty ones. */
import type { Node } from '../../syntax/node';
import { nullValue, type Value, value } from '../value';
import { toText } from './conversion';
import type { Call, FunctionTable } from './function';

export const conditionalFunctions: FunctionTable = {
  not: (call) => value('bool', `(NOT ${call.value(0).sql})`, call.value(0).solid),
  iff: (call) => cases(call, [0], call.count - 1),
  iif: (call) => cases(call, [0], call.count - 1),
  case: (call) =>
    cases(
      call,
      Array.from({ length: Math.floor(call.count / 2) }, (_, i) => 2 * i),
      call.count - 1,
    ),
  coalesce: (call) => {
    const values = sameType(call, call.values());
    const type = values[0]?.type ?? 'string';
    // A string has no null: the first that is not empty counts.
    if (type === 'string') return value('string', `coalesce(${values.map((v) => `nullif(${v.sql}, '')`).join(', ')}, '')`);
    return value(
      type,
      `coalesce(${values.map((v) => v.sql).join(', ')})`,
      values.some((v) => v.solid),
    );
  },
  isnull: (call) => missing(call, (v) => `(${v.sql} IS NULL)`, 'FALSE'),
  isnotnull: (call) => missing(call, (v) => `(${v.sql} IS NOT NULL)`, 'TRUE'),
  notnull: (call) => missing(call, (v) => `(${v.sql} IS NOT NULL)`, 'TRUE'),
  isempty: (call) => value('bool', `(${toText(call.value(0)).sql} = '')`, true),
  isnotempty: (call) => value('bool', `(${toText(call.value(0)).sql} <> '')`, true),
  notempty: (call) => value('bool', `(${toText(call.value(0)).sql} <> '')`, true),
  isnan: (call) => value('bool', `coalesce(isnan(${call.value(0).sql}::DOUBLE), FALSE)`, true),
  isfinite: (call) => value('bool', `coalesce(isfinite(${call.value(0).sql}::DOUBLE), FALSE)`, true),
  isinf: (call) => value('bool', `coalesce(isinf(${call.value(0).sql}::DOUBLE), FALSE)`, true),
};

/** A string is never null. */
function missing(call: Call, test: (v: Value) => string, ofString: string): Value {
  const v = call.value(0);
  return value('bool', v.type === 'string' ? ofString : test(v), true);
}

function cases(call: Call, conditions: number[], otherwise: number): Value {
  const results = sameType(
    call,
    [...conditions.map((i) => i + 1), otherwise].map((i) => call.value(i)),
  );
  const type = results.find((v) => v.constant !== null)?.type ?? results[0]?.type ?? 'string';
  const whens = conditions.map((at, i) => `WHEN ${call.condition(at)} THEN ${results[i]?.sql}`);
  return value(
    type,
    `CASE ${whens.join(' ')} ELSE ${results.at(-1)?.sql} END`,
    results.every((v) => v.solid),
  );
}

/** Results as one type: whole numbers widen, a null takes any type. */
function sameType(call: Call, values: Value[]): Value[] {
  const types = new Set(values.filter((v) => v.constant !== null).map((v) => v.type));
  if (types.size <= 1) {
    const [type] = types;
    return type === undefined ? values : values.map((v) => (v.constant === null ? nullValue(type) : v));
  }
  if ([...types].every((type) => type === 'int' || type === 'long'))
    return values.map((v) => value('long', v.constant === null ? 'NULL::BIGINT' : `${v.sql}::BIGINT`, v.solid));
  if ([...types].every((type) => type === 'int' || type === 'long' || type === 'real'))
    return values.map((v) => value('real', v.constant === null ? 'NULL::DOUBLE' : `${v.sql}::DOUBLE`, v.solid));
  throw mixed(call.node, [...types]);
}

const mixed = (node: Node, types: string[]) =>
  node.error('types', `The results have different types (${types.join(', ')}), which is not supported here: convert them.`);
