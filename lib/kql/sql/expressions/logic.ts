/** `and`, `or`, and predicates as SQL conditions. */
import { chain } from '../../syntax/chain';
import type { Node } from '../../syntax/node';
import type { Scope, Translator } from '../translator';
import { type Value, value } from '../value';
import { betweenConjuncts } from './between';
import { looseBinary } from './binary';
import { disjunction } from './disjuncts';

export function logical(t: Translator, node: Node, scope: Scope): Value {
  const kind = node.kind === 'AndExpression' ? 'AndExpression' : 'OrExpression';
  const members = chain(node, kind).map((member) => t.expression(member, scope));
  const sql = members.map((m) => m.sql).join(kind === 'AndExpression' ? ' AND ' : ' OR ');
  return value(
    'bool',
    `(${sql})`,
    members.every((m) => m.solid),
  );
}

export function conjuncts(t: Translator, node: Node, scope: Scope): string[] {
  return chain(node, 'AndExpression').flatMap((member) => {
    const some = chain(member, 'OrExpression');
    if (some.length > 1) return disjunction(t, some, scope);
    return betweenConjuncts(t, member, scope) ?? [condition(t, member, scope)];
  });
}

export function condition(t: Translator, node: Node, scope: Scope): string {
  if (node.kind === 'ParenthesizedExpression') return condition(t, node.get('Expression'), scope);
  if (node.kind === 'AndExpression' || node.kind === 'OrExpression') {
    const all = conjuncts(t, node, scope);
    return all.length === 1 ? (all[0] ?? 'TRUE') : `(${all.join(' AND ')})`;
  }
  return looseBinary(t, node, scope) ?? t.expression(node, scope).sql;
}
