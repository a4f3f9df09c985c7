/** The predicate of a hunt that only filters one table. */

import { conditionOf, groupsRows, keepsRows, passesRows, wordOf } from '../operators/operators';
import { chain } from '../syntax/chain';
import { splice } from '../syntax/edits';
import type { Node } from '../syntax/node';
import type { HuntTree } from './hunt';
import type { HuntWindow } from './window';

export type Predicate = { predicate: string } | { why: string };

/** The predicate that picks the hunt's events out of its table, or why it has none, as the end of a sentence. */
export function predicateOf(hunt: HuntTree, window: HuntWindow, table: string | null, source: HuntTree['pipe']): Predicate {
  if (table === null) return { why: 'it reads several tables' };
  if (hunt.head.symbol?.kind !== 'Table') return { why: 'it does not begin with the table itself' };
  const after = behindSummarize(hunt, source);
  if (after) return { why: after };
  const odd = source.find(({ operator }) => !conditionOf(operator));
  if (odd) return { why: `“${wordOf(odd.operator)}” stands between its table and its summarize` };
  const edited = window.edits({ from: '2000-01-01T00:00:00.0000000Z', to: '2000-01-02T00:00:00.0000000Z' });
  const parts: string[] = [];
  for (const member of source
    .flatMap(({ operator }) => conditionOf(operator) ?? [])
    .flatMap((node) => chain(node, 'AndExpression'))) {
    if (window.members.some((m) => m.start === member.start)) continue;
    const inlined = inline(hunt, member, edited);
    if (typeof inlined !== 'string') return inlined;
    parts.push(`(${inlined})`);
  }
  return { predicate: parts.join(' and ') || 'true' };
}

/** Why what follows the events changes which rows there are; undefined when it does not. `source`: the pipe up to its last summarize. */
export function behindSummarize(hunt: HuntTree, source: HuntTree['pipe']): string | undefined {
  const odd = hunt.pipe
    .slice(source.length)
    .find(({ operator }, i) => !(i === 0 && groupsRows(operator)) && !keepsRows(operator));
  return odd && `“${wordOf(odd.operator)}” stands behind its filters or its summarize`;
}

/** Why the pipe may repeat or merge events; undefined when each comes out once or not at all. */
export function notRowByRow(source: HuntTree['pipe']): string | undefined {
  const odd = source.find(({ operator }) => !passesRows(operator));
  return odd && `“${wordOf(odd.operator)}” may repeat or merge its events`;
}

/** A node's text with names from `let` replaced by their values, or why it is no predicate on one row. */
function inline(hunt: HuntTree, node: Node, windowEdits: { start: number; end: number }[]): string | { why: string } {
  const edits = [];
  for (const part of node.walk()) {
    if (part.kind === 'StarExpression') return { why: 'it looks through all columns (*)' };
    if (part.isTabular) return { why: 'its predicate asks another table' };
    const given = hunt.letOf(part);
    if (!given) continue;
    const body = given.get('Expression');
    if (windowEdits.some((e) => e.start >= body.start && e.end <= body.end))
      return { why: 'its predicate uses an end of its window' };
    const text = inline(hunt, body, windowEdits);
    if (typeof text !== 'string') return text;
    edits.push({ start: part.start, end: part.end, text: /Literal|^Dynamic/.test(body.kind) ? text : `(${text})` });
  }
  return splice(hunt.text, edits, node.start, node.end);
}
