/** `==`, `!=`, `<`, `<=`, `>`, `>=` with KQL's nulls. */

import { clip, type Node } from '../../syntax/node';
import { toText } from '../functions/conversion';
import { type Value, value } from '../value';

const numbers: ReadonlySet<string> = new Set(['int', 'long', 'real']);
const isNumber = (v: Value) => numbers.has(v.type);

/** Refuses types that KQL compares by rules which we do not have. */
export function checkComparable(node: Node, a: Value, b: Value): void {
  if (a.type === b.type && a.type !== 'dynamic') return;
  if (isNumber(a) && isNumber(b)) return;
  throw node.error('types', `“${clip(node.text)}” compares ${a.type} with ${b.type}, which is not supported here: convert one.`);
}

/** A dynamic beside a string is compared by its text. */
function aligned(node: Node, a: Value, b: Value): [Value, Value] {
  if (a.type === 'dynamic' && b.type === 'string') return [toText(a), b];
  if (b.type === 'dynamic' && a.type === 'string') return [a, toText(b)];
  checkComparable(node, a, b);
  return [a, b];
}

/**
 * `==` and `!=`: null equals only null, and comparing null with null gives null. `loose` allows null in
 * place of false, as a filter does; that keeps `column = literal`, which Parquet's zone maps understand.
 */
export function equality(node: Node, op: '==' | '!=', left: Value, right: Value, loose: boolean): Value {
  const [a, b] = aligned(node, left, right);
  if (mayBeNan(a) && mayBeNan(b)) return realEquality(op, a, b);
  const sign = op === '==' ? '=' : '<>';
  const plain = `${a.sql} ${sign} ${b.sql}`;
  if (a.solid && b.solid) return value('bool', `(${plain})`, true);
  if (a.solid || b.solid) {
    if (op === '==') return loose ? value('bool', `(${plain})`) : value('bool', `coalesce(${plain}, FALSE)`, true);
    return value('bool', `(${a.sql} IS DISTINCT FROM ${b.sql})`, true);
  }
  if (loose && op === '==') return value('bool', `(${plain})`);
  const differ = op === '==' ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM';
  return value('bool', `CASE WHEN ${a.sql} IS NULL AND ${b.sql} IS NULL THEN NULL ELSE ${a.sql} ${differ} ${b.sql} END`);
}

const mayBeNan = (v: Value) => v.type === 'real' && v.constant === undefined;

/** nan equals nothing, not even nan; for DuckDB it does. */
function realEquality(op: '==' | '!=', a: Value, b: Value): Value {
  const differ = `(${a.sql} IS DISTINCT FROM ${b.sql} OR coalesce(isnan(${a.sql}), FALSE))`;
  const test = op === '!=' ? differ : `(NOT ${differ})`;
  if (a.solid || b.solid) return value('bool', test, true);
  return value('bool', `CASE WHEN ${a.sql} IS NULL AND ${b.sql} IS NULL THEN NULL ELSE ${test} END`);
}

/** `<`, `<=`, `>`, `>=`: null if a side is null. nan is neither more nor less than a number; for DuckDB it is the largest. */
export function ordering(node: Node, op: string, a: Value, b: Value): Value {
  checkComparable(node, a, b);
  const reals = [...new Set([a, b].filter((v) => v.type === 'real' && v.constant === undefined).map((v) => v.sql))];
  const sql = [`${a.sql} ${op} ${b.sql}`, ...reals.map((real) => `NOT isnan(${real})`)].join(' AND ');
  return value('bool', `(${sql})`, a.solid && b.solid);
}
