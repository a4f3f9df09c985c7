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
  round: rounded,
  sqrt: (call) => realOf(call, 'sqrt', '>= 0'),
  pow: (call) => real(`pow(${x(call)}, ${x(call, 1)})`),
  exp: (call) => real(`exp(${x(call)})`),
  log: (call) => realOf(call, 'ln', '> 0'),
  log2: (call) => realOf(call, 'log2', '> 0'),
  log10: (call) => realOf(call, 'log10', '> 0'),
  min_of: (call) => extreme(call, 'least'),
  max_of: (call) => extreme(call, 'greatest'),
};

/** DuckDB takes digits of this range only; a real has fewer. */
const MAX_DIGITS = 30n;

function rounded(call: Call): Value {
  const digits = call.count > 1 ? call.constantWhole(1) : 0n;
  if (digits > MAX_DIGITS || digits < -MAX_DIGITS)
    throw call.unsupported(`the digits must be from -${MAX_DIGITS} to ${MAX_DIGITS}.`);
  const v = call.value(0);
  const isWhole = v.type === 'int' || v.type === 'long';
  if (isWhole && digits < 0n) throw call.unsupported('of a whole number to tens is not supported here: convert it to a real.');
  return isWhole ? v : real(`round(${x(call)}, ${digits})`);
}

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
