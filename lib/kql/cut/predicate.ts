/** Whether a hunt is one predicate over one table, and which. */

import { chain } from '../syntax/chain';
import { splice } from '../syntax/edits';
import type { Node } from '../syntax/node';
import type { HuntTree } from './hunt';
import type { HuntWindow } from './window';

/** Behind the summarize these change neither which rows there are nor what they count. */
const HARMLESS = new Set([
  'SortOperator',
  'ExtendOperator',
  'ProjectOperator',
  'ProjectAwayOperator',
  'ProjectKeepOperator',
  'ProjectRenameOperator',
  'ProjectReorderOperator',
  'AsOperator',
]);
/** Before it, these give each event once or not at all. */
const ROW_BY_ROW = new Set([...HARMLESS, 'FilterOperator']);
const SEMI = /^(?:leftsemi|leftanti|leftantisemi|anti)$/;

export type Predicate = { predicate: string } | { why: string };

/** The predicate that picks the hunt's events out of its table, or why there is none. */
export function predicateOf(hunt: HuntTree, window: HuntWindow, table: string | null, source: HuntTree['pipe']): Predicate {
  if (table === null) return { why: 'it reads several tables' };
  if (hunt.head.symbol?.kind !== 'Table') return { why: 'it does not begin with the table itself' };
  const after = behindSummarize(hunt, source);
  if (after) return { why: after };
  const odd = source.find(({ operator }) => operator.kind !== 'FilterOperator');
  if (odd) return { why: `“${wordOf(odd.operator)}” stands between its table and its summarize` };
  const edited = window.edits({ from: '2000-01-01T00:00:00.0000000Z', to: '2000-01-02T00:00:00.0000000Z' });
  const parts: string[] = [];
  for (const member of source.flatMap(({ operator }) => chain(operator.get('Condition'), 'AndExpression'))) {
    if (window.members.some((m) => m.start === member.start)) continue;
    const inlined = inline(hunt, member, edited);
    if (typeof inlined !== 'string') return inlined;
    parts.push(`(${inlined})`);
  }
  return { predicate: parts.join(' and ') || 'true' };
}

const wordOf = (operator: Node) => /^[\w-]+/.exec(operator.text)?.[0] ?? operator.kind;

/** Why the rows behind the summarize are not those of the events; undefined when they are. */
export function behindSummarize(hunt: HuntTree, source: HuntTree['pipe']): string | undefined {
  const odd = hunt.pipe
    .slice(source.length)
    .find(({ operator }, i) => !(i === 0 && operator.kind === 'SummarizeOperator') && !HARMLESS.has(operator.kind));
  return odd && `“${wordOf(odd.operator)}” stands behind its filters or its summarize`;
}

/** Why the source does not give each event of the table once or not at all; undefined when it does. */
export function notRowByRow(source: HuntTree['pipe']): string | undefined {
  const odd = source.find(({ operator }) => {
    const kind = operator.list('Parameters').find((p) => p.get('Name').simpleName === 'kind');
    const isSemi = operator.kind === 'JoinOperator' && SEMI.test(kind?.get('Expression').text ?? '');
    return !ROW_BY_ROW.has(operator.kind) && !isSemi;
  });
  return odd && `“${wordOf(odd.operator)}” may repeat or merge its events`;
}

/** The text with the names of `let` replaced by what they stand for. */
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
