/** `between` and `!between`, both ends included. */
import type { Node } from '../../syntax/node';
import type { Scope, Translator } from '../translator';
import { type Value, value } from '../value';
import { add } from './arithmetic';
import { checkComparable } from './comparison';

export function between(t: Translator, node: Node, scope: Scope): Value {
  const { subject, from, to } = ends(t, node, scope);
  const solid = subject.solid && from.solid && to.solid;
  return node.kind === 'BetweenExpression'
    ? value('bool', `(${subject.sql} >= ${from.sql} AND ${subject.sql} <= ${to.sql})`, solid)
    : value('bool', `(${subject.sql} < ${from.sql} OR ${subject.sql} > ${to.sql})`, solid);
}

/** A `between` as two flat comparisons, which Parquet's zone maps understand; undefined for anything else. */
export function betweenConjuncts(t: Translator, node: Node, scope: Scope): string[] | undefined {
  if (node.kind !== 'BetweenExpression') return undefined;
  const { subject, from, to } = ends(t, node, scope);
  return [`${subject.sql} >= ${from.sql}`, `${subject.sql} <= ${to.sql}`];
}

function ends(t: Translator, node: Node, scope: Scope): { subject: Value; from: Value; to: Value } {
  const couple = node.get('Right');
  const subject = t.expression(node.get('Left'), scope);
  const from = t.expression(couple.get('First'), scope);
  const second = t.expression(couple.get('Second'), scope);
  // `between (t .. 3d)` means from t for 3 days.
  const to = subject.type === 'datetime' && second.type === 'timespan' ? add(couple, from, second) : second;
  checkComparable(node, subject, from);
  checkComparable(node, subject, to);
  return { subject, from, to };
}
