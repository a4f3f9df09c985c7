/** String operators: `has`, `contains`, `startswith`, `=~`, `matches regex` and the like. */

import type { Node } from '../../syntax/node';
import { toText } from '../functions/conversion';
import { regexpOf } from '../regexp';
import { sqlString } from '../sql';
import { type Value, value } from '../value';
import { type Edges, hasExpression, hasTerms, lowered } from './terms';

type StringTest = (subject: string, needle: Value, exact: boolean, marked?: string) => string;

const terms =
  (edges: Edges): StringTest =>
  (subject, needle, exact, marked) =>
    typeof needle.constant === 'string'
      ? hasTerms(subject, [needle.constant], edges, exact, marked)
      : hasExpression(subject, folded(needle, exact), edges);

const call =
  (name: string): StringTest =>
  (subject, needle, exact) =>
    `${name}(${subject}, ${folded(needle, exact)})`;

const contains = call('contains');

const tests: Record<string, StringTest> = {
  has: terms('both'),
  hasprefix: terms('start'),
  hassuffix: terms('end'),
  contains,
  startswith: call('starts_with'),
  endswith: call('ends_with'),
};

/** The needle, lower-cased unless case counts. */
function folded(needle: Value, exact: boolean): string {
  if (exact) return needle.sql;
  return typeof needle.constant === 'string' ? lowered(needle.constant) : `lower(${needle.sql})`;
}

/** The text that a needle is compared with: as it is, or lower-cased. */
export const foldedSubject = (subject: Value, exact: boolean) => (exact ? subject.sql : `lower(${subject.sql})`);

interface StringOperator {
  test: StringTest;
  exact: boolean;
  negated: boolean;
}

const family = Object.entries(tests).flatMap(([name, test]): [string, StringOperator][] => [
  [name, { test, exact: false, negated: false }],
  [`!${name}`, { test, exact: false, negated: true }],
  [`${name}_cs`, { test, exact: true, negated: false }],
  [`!${name}_cs`, { test, exact: true, negated: true }],
]);

const same: StringTest = (subject, needle, exact) => `(${subject} = ${folded(needle, exact)})`;

export const stringOperators: Record<string, StringOperator> = {
  ...Object.fromEntries(family),
  notcontains: { test: contains, exact: false, negated: true },
  '=~': { test: same, exact: false, negated: false },
  '!~': { test: same, exact: false, negated: true },
  'matches regex': { test: (subject, needle) => `regexp_matches(${subject}, ${needle.sql})`, exact: true, negated: false },
};

export function stringOperator(node: Node, operator: string, left: Value, right: Value): Value {
  const rule = stringOperators[operator];
  if (!rule) throw node.error('unsupported', `The operator “${operator}” is not supported.`);
  const needle = operator === 'matches regex' ? regexpNeedle(node.get('Right'), right) : toText(right);
  const sql = rule.test(foldedSubject(toText(left), rule.exact), needle, rule.exact, left.marked);
  return value('bool', rule.negated ? `(NOT ${sql})` : sql, true);
}

function regexpNeedle(node: Node, right: Value): Value {
  return value('string', sqlString(regexpOf(node, right)));
}
