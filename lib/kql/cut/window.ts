/**
 * The window of a hunt: where its text states it, and the edits that put another in its place. A filter states the window
 * when it compares the table's own column of time with a value that is the same for all rows.
 */
import type { Window } from '@/lib/shared/window';
import { conditionOf, unitesTables } from '../operators/operators';
import { kqlDatetime } from '../quote';
import { chain, unwrapped } from '../syntax/chain';
import type { Edit } from '../syntax/edits';
import { clip, type Node } from '../syntax/node';
import { type HuntTree, TIME_COLUMNS } from './hunt';

export interface HuntWindow {
  /** The column of time that the filters compare; Timestamp where there is none. */
  timeColumn: string;
  /** Conditions that only state the window. */
  members: Node[];
  edits: (window: Window) => Edit[];
}

type End = 'from' | 'to';

/** One end of a window as written. `operator` is undefined in a `between`. */
interface Bound {
  end: End;
  value: Node;
  operator: Node | undefined;
  /** The column is on the right: `ago(5d) < Timestamp`. */
  flipped: boolean;
  member: Node;
  column: string;
}

export function windowOf(hunt: HuntTree): HuntWindow {
  const operators = [...hunt.lets, hunt.answer].flatMap((node) => [...node.walk()]);
  const times = new Set(TIME_COLUMNS.flatMap((name) => [...hunt.columnIds(name)]));
  const groups = new Map<Node, Bound[]>();
  for (const operator of operators) {
    const condition = conditionOf(operator);
    if (!condition) continue;
    const pipe = pipeOf(operator);
    for (const member of chain(condition, 'AndExpression')) {
      const bounds = boundsOf(member, times);
      if (bounds.length > 0) groups.set(pipe, [...(groups.get(pipe) ?? []), ...bounds]);
      else refuseHidden(member, times);
    }
  }
  const all = [...groups.values()];
  refuseDifferent(hunt, all);
  const columns = [...new Set(all.flat().map((b) => b.column))];
  const [timeColumn = 'Timestamp', another] = columns;
  const odd = all.flat().find((b) => b.column === another);
  if (odd)
    throw odd.member.error('window', `Its window is on ${timeColumn} and on ${another}: one window cannot take their place.`);
  const members = all.flat().map((b) => b.member);
  if (all.length === 0) return { timeColumn, members, edits: (window) => sourceEdits(hunt, window) };
  const replaced = replacements(hunt, all.flat());
  return { timeColumn, members, edits: (window) => [...replaced(window), ...all.flatMap((group) => missingEnd(group, window))] };
}

const between = (column: string, { from, to }: Window) => `${column} between (${kqlDatetime(from)} .. ${kqlDatetime(to)})`;

/** The whole pipe that a filter stands in: the filters of one pipe state one window. */
function pipeOf(filter: Node): Node {
  let top = filter.parent ?? filter;
  while (top.parent?.kind === 'PipeExpression' && top.role === 'Expression') top = top.parent;
  return top;
}

const isTime = (node: Node, times: Set<object>) => {
  const { symbol } = unwrapped(node);
  return symbol !== undefined && times.has(symbol.id);
};

/** Whether it is the same for every row: it names no column. */
const isFixed = (node: Node) => ![...node.walk()].some((n) => n.symbol?.kind === 'Column');

const ends: Record<string, End> = { '>': 'from', '>=': 'from', '<': 'to', '<=': 'to' };

function boundsOf(member: Node, times: Set<object>): Bound[] {
  const [left, right, operator] = [member.find('Left'), member.find('Right'), member.find('Operator')];
  if (!left || !right || !operator) return [];
  const column = [left, right].find((side) => isTime(side, times));
  if (!column || !isFixed(column === left ? right : left)) return [];
  const shared = { member, column: unwrapped(column).simpleName };
  if (member.kind === 'BetweenExpression' && column === left) {
    const bound = (end: End, value: Node): Bound => ({ ...shared, end, value, operator: undefined, flipped: false });
    return [bound('from', right.get('First')), bound('to', right.get('Second'))];
  }
  const end = ends[operator.text];
  if (!end) return [];
  if (column === left) return [{ ...shared, end, value: right, operator, flipped: false }];
  return [{ ...shared, end: end === 'from' ? 'to' : 'from', value: left, operator, flipped: true }];
}

/** A filter on time inside `or` or `not` cannot be replaced, and left in place it would still apply its own window. */
function refuseHidden(member: Node, times: Set<object>): void {
  const hidden = [...member.walk()].find((node) => node !== member && boundsOf(node, times).length > 0);
  if (hidden)
    throw hidden.error('window', `“${clip(hidden.text)}” is part of a larger condition, so no other window can take its place.`);
}

/** A hunt with two windows, such as a baseline and the present, compares them; one window in place of both would not. */
function refuseDifferent(hunt: HuntTree, groups: Bound[][]): void {
  const meaning = (node: Node): string => {
    const value = unwrapped(node);
    const given = hunt.letOf(value)?.find('Expression');
    return given ? meaning(given) : value.text.replace(/\s+/g, '');
  };
  for (const end of ['from', 'to'] as const) {
    const own = groups.map((group) => {
      const bounds = group.filter((b) => b.end === end);
      return { bounds, text: [...new Set(bounds.map((b) => meaning(b.value)))].join(' and ') || 'now()' };
    });
    const other = own.find(({ text }) => text !== own[0]?.text);
    const [bound] = other?.bounds ?? own[0]?.bounds ?? [];
    if (other && bound) throw bound.member.error('window', 'It has more than one window, so no other can take their place.');
  }
}

/** Replaces the ends of the window, or the value of the `let` that holds one; both ends are then included. */
function replacements(hunt: HuntTree, bounds: Bound[]): (window: Window) => Edit[] {
  const targets = new Map<Node, End>();
  const operators: Edit[] = [];
  for (const { end, value, operator, flipped, member } of bounds) {
    const given = hunt.letOf(unwrapped(value))?.find('Expression');
    const target = given?.type === 'datetime' ? given : value;
    if ((targets.get(target) ?? end) !== end)
      throw member.error('window', `“${clip(value.text)}” is both an end and a beginning of its windows.`);
    targets.set(target, end);
    if (operator) operators.push({ ...span(operator), text: (end === 'from') === flipped ? '<=' : '>=' });
  }
  return (window) => [...operators, ...[...targets].map(([node, end]) => ({ ...span(node), text: kqlDatetime(window[end]) }))];
}

const span = ({ start, end }: Node) => ({ start, end });

/** A pipe that states one end only gets the other beside it. */
function missingEnd(group: Bound[], window: Window): Edit[] {
  const [first] = group;
  const has = (end: End) => group.some((b) => b.end === end);
  if (!first || (has('from') && has('to'))) return [];
  const at = first.member.end;
  const other = has('from') ? `<= ${kqlDatetime(window.to)}` : `>= ${kqlDatetime(window.from)}`;
  return [{ start: at, end: at, text: ` and ${first.column} ${other}` }];
}

/** A hunt without a window gets one directly after each table of its pipe. */
function sourceEdits(hunt: HuntTree, window: Window): Edit[] {
  return [...new Map(sourcesOf(hunt, hunt.answer).map((node) => [node.start, node])).values()].flatMap((node) => {
    const filter = `\n| where ${between('Timestamp', window)}`;
    const opensPipe = node.parent?.kind !== 'SeparatedElement' || node.parent.parent?.role === 'Statements';
    if (opensPipe) return [{ start: node.end, end: node.end, text: filter }];
    return [
      { start: node.start, end: node.start, text: '(' },
      { start: node.end, end: node.end, text: `${filter})` },
    ];
  });
}

/** The tables whose rows are those of the pipe. */
function sourcesOf(hunt: HuntTree, node: Node): Node[] {
  const given = hunt.letOf(node)?.find('Expression');
  if (given) return sourcesOf(hunt, given);
  if (node.kind === 'NameReference') return node.symbol?.kind === 'Table' ? [node] : [];
  if (unitesTables(node)) return node.list('Expressions').flatMap((leg) => sourcesOf(hunt, leg));
  const inner = node.find('Expression');
  const operator = node.kind === 'PipeExpression' ? node.get('Operator') : undefined;
  const united = operator && unitesTables(operator) ? sourcesOf(hunt, operator) : [];
  return [...(inner ? sourcesOf(hunt, inner) : []), ...united];
}
