/** Translates an expression by the kind of its node. */

import { clip, type Node } from '../../syntax/node';
import { dynamicValue } from '../dynamic';
import { callFunction } from '../functions/call';
import { literals } from '../literals';
import { sqlIdentifier } from '../sql';
import type { Scope, Translator } from '../translator';
import { type Value, value } from '../value';
import { negate } from './arithmetic';
import { between } from './between';
import { binary } from './binary';
import { logical } from './logic';
import { pathValue } from './path';
import { scalarOf } from './subquery';

type ExpressionTranslation = (t: Translator, node: Node, scope: Scope) => Value;

const byKind: Record<string, ExpressionTranslation> = {
  NameReference: nameValue,
  ParenthesizedExpression: (t, node, scope) => t.expression(node.get('Expression'), scope),
  SimpleNamedExpression: (t, node, scope) => t.expression(node.get('Expression'), scope),
  FunctionCallExpression: callFunction,
  DynamicExpression: (_, node) => dynamicValue(node),
  UnaryMinusExpression: (t, node, scope) => negate(node, t.expression(node.get('Expression'), scope)),
  UnaryPlusExpression: (t, node, scope) => t.expression(node.get('Expression'), scope),
  AndExpression: logical,
  OrExpression: logical,
  BetweenExpression: between,
  NotBetweenExpression: between,
  PathExpression: pathValue,
  ElementExpression: pathValue,
  ToScalarExpression: scalarOf,
};

/** The value of an expression. Throws a KqlError that names what is not supported. */
export function translateExpression(t: Translator, node: Node, scope: Scope): Value {
  const literal = literals[node.kind];
  if (literal) return literal(node);
  const translation = byKind[node.kind] ?? (node.find('Left') && node.find('Right') ? binary : undefined);
  if (!translation) throw node.error('unsupported', `“${clip(node.text)}” is not supported here (${wordOf(node)}).`);
  const result = translation(t, node, scope);
  return matched(node, result);
}

/** `StarExpression` → `star expression`. */
function wordOf(node: Node): string {
  return node.kind.replace(/(?<!^)([A-Z])/g, ' $1').toLowerCase();
}

/** Converts whole numbers to the type that the parser gives the node; refuses any other difference. */
function matched(node: Node, result: Value): Value {
  const { type } = node;
  if (type === undefined || type === result.type || node.kind === 'ParenthesizedExpression') return result;
  if (result.type === 'int' && type === 'long') return { ...result, type, sql: `${result.sql}::BIGINT` };
  if (result.type === 'long' && type === 'int') return { ...result, type, sql: `${result.sql}::INTEGER` };
  if ((result.type === 'int' || result.type === 'long') && type === 'real')
    return { ...result, type, sql: `${result.sql}::DOUBLE`, constant: undefined };
  throw node.error('type', `“${clip(node.text)}” of type ${type} is not supported here (it would be ${result.type}).`);
}

function nameValue(t: Translator, node: Node, scope: Scope): Value {
  const { symbol, type } = node;
  if (symbol?.kind === 'Column') {
    if (type === undefined) throw node.error('type', `The type of “${clip(node.text)}” cannot be told.`);
    return { ...value(type, sqlIdentifier(symbol.name)), marked: type === 'string' ? t.marked(symbol.name) : undefined };
  }
  const given = symbol ? t.letOf(symbol.id) : undefined;
  if (given) return given.isTabular ? scalarOf(t, node, scope) : t.expression(given, {});
  throw node.error('unsupported', `“${clip(node.text)}” is not supported here.`);
}
