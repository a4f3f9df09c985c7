/** Aggregates of `summarize`. To add one, add it to this table. All but count() ignore nulls. */

import type { KqlType } from '../../model';
import { toReal } from '../functions/conversion';
import type { Call } from '../functions/function';
import type { Relation } from '../relation';
import { type Value, value } from '../value';
import { makeList, makeSet } from './sets';

export type AggregateTranslation = (call: Call, input: Relation) => Value;

export const aggregates: Record<string, AggregateTranslation> = {
  count: () => long('count(*)'),
  countif: (call) => long(`count(*)${filter(call.condition(0))}`),
  dcount: (call) => long(`count(DISTINCT ${comparable(call.value(0))})`),
  dcountif: (call) => long(`count(DISTINCT ${comparable(call.value(0))})${filter(call.condition(1))}`),
  count_distinct: (call) => long(`count(DISTINCT ${comparable(call.value(0))})`),
  count_distinctif: (call) => long(`count(DISTINCT ${comparable(call.value(0))})${filter(call.condition(1))}`),
  sum: (call) => sum(call, ''),
  sumif: (call) => sum(call, filter(call.condition(1))),
  avg: (call) => average(call, ''),
  avgif: (call) => average(call, filter(call.condition(1))),
  min: (call) => extreme(call, 'min', ''),
  minif: (call) => extreme(call, 'min', filter(call.condition(1))),
  max: (call) => extreme(call, 'max', ''),
  maxif: (call) => extreme(call, 'max', filter(call.condition(1))),
  stdev: (call) => spread(call, 'stddev_samp'),
  variance: (call) => spread(call, 'var_samp'),
  percentile,
  make_set: (call) => makeSet(call, limit(call, 1), ''),
  makeset: (call) => makeSet(call, limit(call, 1, OLD_LIMIT), ''),
  make_set_if: (call) => makeSet(call, limit(call, 2), call.condition(1)),
  make_list: (call, input) => makeList(call, input, limit(call, 1), ''),
  makelist: (call, input) => makeList(call, input, limit(call, 1, OLD_LIMIT), ''),
  make_list_if: (call, input) => makeList(call, input, limit(call, 2), call.condition(1)),
  take_any: (call) => takeAny(call.value(0)),
  any: (call) => takeAny(call.value(0)),
  take_anyif: (call) => takeAny(call.value(0), call.condition(1)),
  binary_all_or: (call) => value('long', `coalesce(bit_or(${call.value(0).sql}::BIGINT), 0)`, true),
};

const filter = (condition: string) => ` FILTER (WHERE ${condition})`;
const long = (sql: string) => value('long', sql, true);

/** Dynamic values are compared by their text. */
const comparable = (v: Value) => (v.type === 'dynamic' ? `${v.sql}::VARCHAR` : v.sql);

function numeric(call: Call): Value {
  const v = call.value(0);
  if (!['int', 'long', 'real', 'timespan'].includes(v.type)) throw call.unsupported(`of a ${v.type} is not supported.`);
  return v;
}

/** 0 where there is no value. A sum that overflows is an error in SQL, never a wrong sum. */
function sum(call: Call, where: string): Value {
  const v = numeric(call);
  const type: KqlType = v.type === 'int' ? 'long' : v.type;
  if (type === 'real') return value('real', `coalesce(sum(${v.sql})${where}, 0)`, true);
  return value(type, `coalesce(sum(${v.sql})${where}, 0)::BIGINT`, true);
}

/** nan where there is no value. */
function average(call: Call, where: string): Value {
  const v = call.value(0);
  if (v.type === 'datetime' || v.type === 'timespan')
    return value(v.type, `(sum(${v.sql})${where} // nullif(count(${v.sql})${where}, 0))::BIGINT`);
  return value('real', `coalesce(avg(${numeric(call).sql})${where}, 'nan'::DOUBLE)`, true);
}

/** 0 where there are less than two values. */
function spread(call: Call, name: string): Value {
  const v = numeric(call);
  if (v.type === 'timespan') throw call.unsupported('of a timespan is not supported: divide it by 1s, for one.');
  return value('real', `coalesce(${name}(${toReal(v).sql}), 0)`, true);
}

function extreme(call: Call, name: 'min' | 'max', where: string): Value {
  const v = call.value(0);
  if (v.type === 'dynamic') throw call.unsupported('of a dynamic is not supported: convert it.');
  const sql = `${name}(${v.sql})${where}`;
  return v.type === 'string' ? value('string', `coalesce(${sql}, '')`) : value(v.type, sql);
}

function percentile(call: Call): Value {
  const v = call.value(0);
  const { constant } = call.value(1);
  if (typeof constant !== 'bigint' && typeof constant !== 'number') throw call.unsupported('the percentile must be a constant.');
  if (constant < 0 || constant > 100) throw call.unsupported('the percentile must be from 0 to 100.');
  if (v.type === 'string' || v.type === 'dynamic' || v.type === 'bool')
    throw call.unsupported(`of a ${v.type} is not supported.`);
  return value(v.type, `quantile_disc(${v.sql}, ${Number(constant) / 100})`);
}

const DEFAULT_LIMIT = 1_048_576n;
/** Of makeset and makelist. */
const OLD_LIMIT = 128n;

function limit(call: Call, at: number, otherwise = DEFAULT_LIMIT): bigint {
  return call.count > at ? call.constantWhole(at) : otherwise;
}

/** Any value; an empty one only where there is no other. */
function takeAny(v: Value, condition = ''): Value {
  const where = [...(v.type === 'string' ? [`${v.sql} <> ''`] : [`${v.sql} IS NOT NULL`]), ...(condition ? [condition] : [])];
  const sql = `first(${v.sql})${filter(where.join(' AND '))}`;
  return v.type === 'string' ? value('string', `coalesce(${sql}, '')`) : value(v.type, sql);
}
