/** The predicate of a hunt that only filters one table. */

import { conditionOf, groupsRows, keepsRows, passesRows, wordOf } from '../operators/operators';
import { chain } from '../syntax/chain';
import { splice } from '../syntax/edits';
import type { Node } from '../syntax/node';
import type { HuntTree } from './hunt';
import { type TextTest, takesMany, textTest } from './text-tests';
import type { HuntWindow } from './window';

/** A predicate on one row, without names from `let`. */
export interface RowPredicate {
  predicate: string;
  /** The same as an `or` of tests of columns for texts, and of other predicates. */
  anyOf: { tests: TextTest[]; others: string[] };
  /** The columns that it reads. */
  columns: string[];
  /** A row passes at any time or never: nothing in it depends on when it is asked. */
  timeless: boolean;
  /** Tests of single columns of which every row that passes passes at least one; null where there are none. */
  needed: Needed[] | null;
  /** Tests of which one passes exactly where the predicate does; null where it is more than that. */
  tests: TextTest[] | null;
}

/** A test of one column: for texts, or as a predicate in KQL. */
export type Needed = TextTest | { column: string; predicate: string };

export type Predicate = RowPredicate | { why: string };

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
  const members: Node[] = [];
  for (const member of source
    .flatMap(({ operator }) => conditionOf(operator) ?? [])
    .flatMap((node) => chain(node, 'AndExpression'))) {
    if (window.members.some((m) => m.start === member.start)) continue;
    const inlined = inline(hunt, member, edited);
    if (typeof inlined !== 'string') return inlined;
    parts.push(`(${inlined})`);
    members.push(member);
  }
  const predicate = parts.join(' and ') || 'true';
  const [only, ...more] = members;
  return {
    predicate,
    anyOf: only && more.length === 0 ? anyOf(hunt, only, edited) : { tests: [], others: [`(${predicate})`] },
    columns: [...new Set(members.flatMap(columnsOf))],
    timeless: !varying.test(parts.join(' ')),
    needed: cheapest(members.map((member) => neededBy(hunt, member, edited))),
    tests: only && more.length === 0 ? testsOf(hunt, only) : null,
  };
}

function testsOf(hunt: HuntTree, predicate: Node): TextTest[] | null {
  const tests = chain(predicate, 'OrExpression').map((member) => textTest(member, hunt.letOf));
  return tests.every((test) => test !== undefined) ? tests : null;
}

function neededBy(hunt: HuntTree, node: Node, windowEdits: { start: number; end: number }[]): Needed[] | null {
  const some = chain(node, 'OrExpression');
  if (some.length > 1) {
    const each = some.map((member) => neededBy(hunt, member, windowEdits));
    return each.every((needed) => needed !== null) ? each.flat() : null;
  }
  const all = chain(node, 'AndExpression');
  if (all.length > 1) return cheapest(all.map((member) => neededBy(hunt, member, windowEdits)));
  const test = textTest(node, hunt.letOf);
  if (test) return [test];
  const [column, another] = new Set(columnsOf(node));
  const predicate = inline(hunt, node, windowEdits);
  return column !== undefined && another === undefined && typeof predicate === 'string' ? [{ column, predicate }] : null;
}

/** Of several lists of tests, of which each is necessary: the one that lets few rows pass and takes little time. */
function cheapest(needed: (Needed[] | null)[]): Needed[] | null {
  const known = needed.filter((tests) => tests !== null);
  return known.sort((a, b) => worst(a) - worst(b))[0] ?? null;
}

const worst = (tests: Needed[]) => Math.max(...tests.map(costOf));

function costOf(test: Needed): number {
  if ('operator' in test) return test.operator === 'has_any' ? 2 : 1;
  return /^[^!]*\b(?:contains|endswith|hasprefix|hassuffix|has_all|matches\s+regex|has)(?:_cs)?\s/i.test(test.predicate) ? 3 : 9;
}

/** Functions that give another value each time. Where a text only looks like one, nothing is lost but time. */
const varying = /\b(?:now|ago|rand|new_guid|ingestion_time|datetime|current_\w+|cursor_\w+)\s*\(\s*(?!\d)/i;

function columnsOf(node: Node): string[] {
  return [...node.walk()].flatMap(({ symbol }) => (symbol?.kind === 'Column' ? [symbol.name] : []));
}

function anyOf(hunt: HuntTree, predicate: Node, windowEdits: { start: number; end: number }[]): RowPredicate['anyOf'] {
  const tests: TextTest[] = [];
  const others: string[] = [];
  for (const member of chain(predicate, 'OrExpression')) {
    const test = textTest(member, hunt.letOf);
    const text = inline(hunt, member, windowEdits);
    if (test && takesMany(test)) tests.push(test);
    else if (typeof text === 'string') others.push(`(${text})`);
  }
  return { tests, others };
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
