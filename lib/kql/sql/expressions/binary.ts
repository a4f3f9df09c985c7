/** Operators between two expressions, by their text, since the parser's names mislead: `in~` is "InCs". */
import { clip, type Node } from '../../syntax/node';
import type { Scope, Translator } from '../translator';
import type { Value } from '../value';
import { add, divide, modulo, multiply, subtract } from './arithmetic';
import { equality, ordering } from './comparison';
import { membership, membershipOperators } from './membership';
import { stringOperator, stringOperators } from './strings';

type BinaryTranslation = (node: Node, a: Value, b: Value, loose: boolean) => Value;

const operators: Record<string, BinaryTranslation> = {
  '==': (node, a, b, loose) => equality(node, '==', a, b, loose),
  '!=': (node, a, b, loose) => equality(node, '!=', a, b, loose),
  '<>': (node, a, b, loose) => equality(node, '!=', a, b, loose),
  '<': (node, a, b) => ordering(node, '<', a, b),
  '<=': (node, a, b) => ordering(node, '<=', a, b),
  '>': (node, a, b) => ordering(node, '>', a, b),
  '>=': (node, a, b) => ordering(node, '>=', a, b),
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '%': modulo,
};

/** The texts of all operators between two expressions that are known. */
export const binaryOperators: ReadonlySet<string> = new Set([
  ...Object.keys(operators),
  ...Object.keys(stringOperators),
  ...membershipOperators,
]);

/** An operator's text, e.g. `matches regex`. */
export const operatorOf = (node: Node) => node.get('Operator').text.toLowerCase().replace(/\s+/g, ' ');

export function binary(t: Translator, node: Node, scope: Scope): Value {
  return translateBinary(t, node, scope, false);
}

/** A comparison for a filter, where NULL may stand for false; undefined for other nodes. */
export function looseBinary(t: Translator, node: Node, scope: Scope): string | undefined {
  const isBinary = node.find('Operator') && node.find('Left') && node.find('Right');
  return isBinary && operators[operatorOf(node)] ? translateBinary(t, node, scope, true).sql : undefined;
}

function translateBinary(t: Translator, node: Node, scope: Scope, loose: boolean): Value {
  const operator = operatorOf(node);
  const left = () => t.expression(node.get('Left'), scope);
  if (membershipOperators.has(operator)) return membership(t, node, operator, left(), scope);
  const right = () => t.expression(node.get('Right'), scope);
  if (operator in stringOperators) return stringOperator(node, operator, left(), right());
  const translation = operators[operator];
  if (!translation) throw node.get('Operator').error('unsupported', `The operator “${clip(operator)}” is not supported.`);
  return translation(node, left(), right(), loose);
}
