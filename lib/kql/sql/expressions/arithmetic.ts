/** `+ - * / %` on numbers, datetimes and timespans. */
import type { KqlType } from '../../model';
import { clip, type Node } from '../../syntax/node';
import { instantValue, inYears, longValue, once, realValue, ticksValue, type Value, value } from '../value';

const isWhole = (v: Value) => v.type === 'int' || v.type === 'long';
const isNumber = (v: Value) => isWhole(v) || v.type === 'real';
const isSpan = (v: Value) => v.type === 'timespan';
const isTime = (v: Value) => v.type === 'datetime';

function mismatch(node: Node, a: Value, b: Value) {
  return node.error('types', `“${clip(node.text)}”: ${a.type} and ${b.type} cannot be calculated with each other here.`);
}

/** Whole numbers are BIGINT in arithmetic, so that `int` does not overflow where KQL's long does not. */
const operand = (v: Value) => (v.type === 'int' ? `${v.sql}::BIGINT` : v.sql);

function wholeOrReal(a: Value, b: Value): KqlType {
  return isWhole(a) && isWhole(b) ? 'long' : 'real';
}

function combined(type: KqlType, a: Value, op: string, b: Value): Value {
  return value(type, `(${operand(a)} ${op} ${operand(b)})`, a.solid && b.solid);
}

const ticksOf = (v: Value) => (typeof v.constant === 'bigint' ? v.constant : undefined);

/** Moves a time by ticks. A time outside the years 1 to 9999 becomes null. */
function moved(type: 'datetime' | 'timespan', a: Value, op: '+' | '-', b: Value): Value {
  const [x, y] = [ticksOf(a), ticksOf(b)];
  if (x === undefined || y === undefined) {
    const sum = combined(type, a, op, b);
    return type === 'datetime' ? value('datetime', inYears(sum.sql)) : sum;
  }
  const ticks = op === '+' ? x + y : x - y;
  return type === 'datetime' ? instantValue(ticks) : ticksValue(type, ticks);
}

export function add(node: Node, a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return combined(wholeOrReal(a, b), a, '+', b);
  const type = isSpan(a) && isSpan(b) ? 'timespan' : (isTime(a) && isSpan(b)) || (isSpan(a) && isTime(b)) ? 'datetime' : null;
  if (type === null) throw mismatch(node, a, b);
  return moved(type, a, '+', b);
}

export function subtract(node: Node, a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return combined(wholeOrReal(a, b), a, '-', b);
  const spans = (isSpan(a) && isSpan(b)) || (isTime(a) && isTime(b));
  const type = spans ? 'timespan' : isTime(a) && isSpan(b) ? 'datetime' : null;
  if (type === null) throw mismatch(node, a, b);
  return moved(type, a, '-', b);
}

export function multiply(node: Node, a: Value, b: Value): Value {
  if (isNumber(a) && isNumber(b)) return combined(wholeOrReal(a, b), a, '*', b);
  if (isSpan(b) && isNumber(a)) return multiply(node, b, a);
  if (!isSpan(a) || !isNumber(b)) throw mismatch(node, a, b);
  if (isWhole(b)) return combined('timespan', a, '*', b);
  return value('timespan', `trunc(${a.sql} * ${b.sql})::BIGINT`, a.solid && b.solid);
}

export function divide(node: Node, a: Value, b: Value): Value {
  if (isSpan(a) && isSpan(b)) return value('real', `(${a.sql}::DOUBLE / ${nonZero(b, '::DOUBLE')})`);
  if ((isWhole(a) || isSpan(a)) && isWhole(b)) return value(a.type === 'timespan' ? 'timespan' : 'long', wholeQuotient(a, b));
  if (isSpan(a) && b.type === 'real') return value('timespan', `trunc(${a.sql} / nullif(${b.sql}, 0))::BIGINT`);
  if (!isNumber(a) || !isNumber(b)) throw mismatch(node, a, b);
  if (b.constant) return value('real', `(${a.sql}::DOUBLE / ${b.sql}::DOUBLE)`, a.solid);
  return value('real', realQuotient(a.sql, b.sql));
}

const nonZero = (b: Value, cast = '') => (b.constant ? `${b.sql}${cast}` : `nullif(${b.sql}${cast}, 0)`);

/** Truncated; null where the divisor is 0. */
const wholeQuotient = (a: Value, b: Value) => `(${operand(a)} // ${b.constant ? operand(b) : `nullif(${operand(b)}, 0)`})`;

/** IEEE: x/0 is infinite, 0/0 is nan, where DuckDB gives NULL. */
function realQuotient(a: string, b: string): string {
  const overZero = (n: string) =>
    `CASE WHEN isnan(${n}::DOUBLE) THEN 'nan'::DOUBLE WHEN ${n} > 0 THEN 'inf'::DOUBLE WHEN ${n} < 0 THEN '-inf'::DOUBLE WHEN ${n} IS NOT NULL THEN 'nan'::DOUBLE END`;
  const quotient = (n: string, d: string) =>
    `CASE WHEN ${d} <> 0 THEN ${n}::DOUBLE / ${d}::DOUBLE WHEN ${d} = 0 THEN ${overZero(n)} END`;
  return once(b, (d) => once(a, (n) => quotient(n, d), '_n'), '_d');
}

/** Never negative: `-14 % 12` is 10. */
export function modulo(node: Node, a: Value, b: Value): Value {
  if (!isWhole(a) || !isWhole(b)) throw mismatch(node, a, b);
  const divisor = b.constant ? `abs(${operand(b)})` : `nullif(abs(${operand(b)}), 0)`;
  return value('long', `((${operand(a)} % ${divisor} + ${divisor}) % ${divisor})`);
}

export function negate(node: Node, a: Value): Value {
  if (!isNumber(a) && !isSpan(a)) throw node.error('types', `“${clip(node.text)}”: a ${a.type} cannot be negated.`);
  if (typeof a.constant === 'bigint') return isSpan(a) ? ticksValue('timespan', -a.constant) : longValue('long', -a.constant);
  if (typeof a.constant === 'number') return realValue(-a.constant);
  return value(a.type, `(-${a.sql})`, a.solid);
}
