/** Functions of numbers. */
import { once, type Value, value } from '../value';
import type { Call, FunctionTable } from './function';

const real = (sql: string) => value('real', sql);
/** DuckDB raises where KQL gives null. */
const realOf = (call: Call, name: string, defined: string) =>
  value(
    'real',
    once(x(call), (n) => `CASE WHEN ${n} ${defined} THEN ${name}(${n}) END`),
  );
const x = (call: Call, i = 0) => `${call.value(i).sql}::DOUBLE`;

export const mathFunctions: FunctionTable = {
  abs: (call) => sameType(call, 'abs'),
  sign: (call) => value('long', `sign(${call.value(0).sql})::BIGINT`, call.value(0).solid),
  ceiling: (call) => real(`ceil(${x(call)})`),
  round: (call) => real(`round(${x(call)}${call.count > 1 ? `, ${call.constantWhole(1)}` : ''})`),
  sqrt: (call) => realOf(call, 'sqrt', '>= 0'),
  pow: (call) => real(`pow(${x(call)}, ${x(call, 1)})`),
  exp: (call) => real(`exp(${x(call)})`),
  log: (call) => realOf(call, 'ln', '> 0'),
  log2: (call) => realOf(call, 'log2', '> 0'),
  log10: (call) => realOf(call, 'log10', '> 0'),
  min_of: (call) => extreme(call, 'least'),
  max_of: (call) => extreme(call, 'greatest'),
};

function sameType(call: Call, name: string): Value {
  const v = call.value(0);
  return value(v.type, `${name}(${v.sql})`, v.solid);
}

/** Ignores nulls, as KQL does. */
function extreme(call: Call, name: string): Value {
  const values = call.values();
  const [first] = values;
  if (!first || values.some((v) => v.type !== first.type)) throw call.unsupported('its arguments must be of one type here.');
  return value(
    first.type,
    `${name}(${values.map((v) => v.sql).join(', ')})`,
    values.some((v) => v.solid),
  );
}
