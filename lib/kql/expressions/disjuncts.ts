/**
 * `or` as SQL: tests of one column for terms, or for whole values, become one test. A sweep is one long `or` of hunts,
 * and an alternation is looked for once where a row of tests walks the text again and again.
 */
import { toText } from '../functions/conversion';
import type { Node } from '../node';
import type { Scope, Translator } from '../translator';
import { operatorOf } from './binary';
import { condition } from './logic';
import { constantTexts, elements } from './membership';
import { foldedSubject } from './strings';
import { hasTerms, lowered } from './terms';

interface Mergeable {
  kind: 'terms' | 'values';
  subject: string;
  texts: string[];
}

export function mergedDisjuncts(t: Translator, members: Node[], scope: Scope): string[] {
  const parts: (string | Mergeable)[] = [];
  const merged = new Map<string, Mergeable>();
  for (const member of members) {
    const own = mergeable(t, member, scope);
    const same = own && merged.get(`${own.kind} ${own.subject}`);
    if (same) same.texts.push(...own.texts);
    else if (own) {
      merged.set(`${own.kind} ${own.subject}`, own);
      parts.push(own);
    } else parts.push(condition(t, member, scope));
  }
  return parts.map((part) => (typeof part === 'string' ? part : testOf(part)));
}

function testOf({ kind, subject, texts }: Mergeable): string {
  if (kind === 'terms') return hasTerms(subject, texts, 'both', false);
  const listed = [...new Set(texts.map(lowered))];
  return listed.length === 1 ? `${subject} = ${listed[0]}` : `${subject} IN (${listed.join(', ')})`;
}

/** The test of a member that is `has`, `has_any`, `=~` or `in~` over constants. */
function mergeable(t: Translator, node: Node, scope: Scope): Mergeable | undefined {
  if (!node.find('Operator')) return undefined;
  const kind = { has: 'terms', has_any: 'terms', '=~': 'values', 'in~': 'values' }[operatorOf(node)];
  if (kind !== 'terms' && kind !== 'values') return undefined;
  const right = node.get('Right');
  const items = right.kind === 'ExpressionList' ? right.list('Expressions') : [right];
  const texts = constantTexts(elements(t, items, scope));
  if (!texts || texts.length === 0) return undefined;
  return { kind, subject: foldedSubject(toText(t.expression(node.get('Left'), scope)), false), texts };
}
