/**
 * `or` as SQL. A sweep is one long `or` of hunts, and testing one after another would read every text many times. So all
 * tests of one column for terms become one test, and those for whole values too. Where many other tests remain, one cheap
 * test that every match passes comes first.
 */

import { chain } from '../../syntax/chain';
import type { Node } from '../../syntax/node';
import { toText } from '../functions/conversion';
import type { Scope, Translator } from '../translator';
import { operatorOf } from './binary';
import { constantTexts, elements } from './membership';
import { foldedSubject } from './strings';
import { hasParts, hasTerms, lowered } from './terms';

/** A test of lower-cased text: that it has one of the terms, is one of the values, or contains one of the parts. */
interface TextTest {
  kind: 'terms' | 'values' | 'parts';
  subject: string;
  texts: string[];
}

/** `exact`: the test means the same as the operator; otherwise the operator implies it. */
const testsOf: Record<string, { kind: TextTest['kind']; exact: boolean }> = {
  has: { kind: 'terms', exact: true },
  has_any: { kind: 'terms', exact: true },
  '=~': { kind: 'values', exact: true },
  'in~': { kind: 'values', exact: true },
  '==': { kind: 'values', exact: false },
  in: { kind: 'values', exact: false },
  has_cs: { kind: 'terms', exact: false },
  ...Object.fromEntries(
    ['contains', 'startswith', 'endswith', 'hasprefix', 'hassuffix'].flatMap((name) => [
      [name, { kind: 'parts', exact: false } as const],
      [`${name}_cs`, { kind: 'parts', exact: false } as const],
    ]),
  ),
};

/** From this many tests that could not be put together, the cheap test first is worth its time. */
const LONG = 4;

/** An `or` as conditions that must all hold: one, or the cheap test and then the exact one. */
export function disjunction(t: Translator, members: Node[], scope: Scope): string[] {
  const merged = new Merged();
  const rest = members.filter((member) => {
    const test = textTest(t, member, scope, true);
    if (test) merged.add(test);
    return !test;
  });
  const parts = [...merged.sql(), ...rest.map((member) => t.condition(member, scope))];
  const exact = parts.length === 1 ? (parts[0] ?? 'FALSE') : `(${parts.join(' OR ')})`;
  const needed = rest.length < LONG ? undefined : anyOf(members, (member) => necessary(t, member, scope));
  if (!needed) return [exact];
  const before = new Merged();
  for (const test of needed) before.add(test);
  return [`(${before.sql().join(' OR ')})`, exact];
}

/** Puts tests of the same kind and column together. */
class Merged {
  private readonly tests = new Map<string, TextTest>();

  add({ kind, subject, texts }: TextTest): void {
    const key = `${kind} ${subject}`;
    this.tests.set(key, { kind, subject, texts: [...(this.tests.get(key)?.texts ?? []), ...texts] });
  }

  sql(): string[] {
    return [...this.tests.values()].map(({ kind, subject, texts }) => {
      if (kind === 'terms') return hasTerms(subject, texts, 'both', false);
      if (kind === 'parts') return hasParts(subject, texts);
      const listed = [...new Set(texts.map(lowered))];
      return listed.length === 1 ? `${subject} = ${listed[0]}` : `${subject} IN (${listed.join(', ')})`;
    });
  }
}

/** Tests of which at least one passes for every row that the predicate is true for; undefined where none are known. */
function necessary(t: Translator, node: Node, scope: Scope): TextTest[] | undefined {
  const all = chain(node, 'AndExpression');
  if (all.length > 1) {
    const found = all.map((member) => necessary(t, member, scope)).filter((tests) => tests !== undefined);
    return found.sort((a, b) => cost(a) - cost(b))[0];
  }
  const some = chain(node, 'OrExpression');
  if (some.length > 1) return anyOf(some, (member) => necessary(t, member, scope));
  const [only] = some;
  const test = only && textTest(t, only, scope, false);
  return test && [test];
}

/** Values are looked up in a set; terms and parts are searched for in the text. */
const cost = (tests: TextTest[]) => tests.reduce((sum, { kind, texts }) => sum + (kind === 'values' ? 1 : 100) * texts.length, 0);

function anyOf(members: Node[], tests: (member: Node) => TextTest[] | undefined): TextTest[] | undefined {
  const all = members.map(tests);
  return all.every((found) => found !== undefined) ? all.flat() : undefined;
}

/** The test that an operator between a text and constants means, or at least implies. */
function textTest(t: Translator, node: Node, scope: Scope, exact: boolean): TextTest | undefined {
  if (!node.find('Operator') || !node.find('Left')) return undefined;
  const rule = testsOf[operatorOf(node)];
  if (!rule || (exact && !rule.exact)) return undefined;
  const right = node.get('Right');
  const texts = constantTexts(elements(t, right.kind === 'ExpressionList' ? right.list('Expressions') : [right], scope));
  if (!texts || texts.length === 0) return undefined;
  const left = t.expression(node.get('Left'), scope);
  // With marked text, tests one by one take less time.
  if (left.type !== 'string' || left.marked !== undefined) return undefined;
  return { kind: rule.kind, subject: foldedSubject(toText(left), false), texts };
}
