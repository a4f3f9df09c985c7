/** An exclusion’s conditions as the form holds them, which may be half filled in. Pure. */
import {
  type Condition,
  conditionSchema,
  type Hours,
  listOps as modelListOps,
  textOps as modelTextOps,
  namedColumns,
  type Where,
} from '@/lib/exclusions/model';

export type Op = Condition['op'];

export interface ConditionNode {
  kind: 'condition';
  key: number;
  column: string;
  op: Op;
  /** One value a line, if the operator takes several. */
  text: string;
  /** The named list to take the values from; empty for none. */
  list: string;
  hours: Hours;
}
export interface GroupNode {
  kind: 'group';
  key: number;
  join: 'all' | 'any';
  nodes: FormNode[];
}
export type FormNode = ConditionNode | GroupNode;

let made = 0;
const newKey = () => {
  made += 1;
  return made;
};

const nights: Hours = { days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00', zone: 'UTC' };

export const newCondition = (part: Partial<ConditionNode> = {}): ConditionNode => ({
  kind: 'condition',
  column: 'account',
  op: '=~',
  text: '',
  list: '',
  hours: nights,
  ...part,
  key: newKey(),
});
export const newGroup = (join: GroupNode['join'], nodes: FormNode[]): GroupNode => ({
  kind: 'group',
  key: newKey(),
  join,
  nodes,
});

const several: readonly Op[] = [...modelListOps, 'ipv4_is_in_any_range'];
/** Whether the operator takes several values. */
export const takesSeveral = (op: Op) => several.includes(op);

const isAddress = (column: string) => column === 'remoteIp' || column === 'sessionIp' || column.endsWith('IP');

/** The operators that fit a column, in the order of the menu. */
export function opsOf(column: string): readonly Op[] {
  if (column === 'hours') return ['hours'];
  const all: Op[] = [...modelTextOps, ...modelListOps, 'matches regex'];
  return isAddress(column) ? ['ipv4_is_in_any_range', ...all] : all;
}

/** The condition moved to another column. It keeps its operator if that column has it. */
export function onColumn(node: ConditionNode, column: string): ConditionNode {
  const ops = opsOf(column);
  return {
    ...node,
    column,
    op: ops.includes(node.op) ? node.op : column === 'hours' || isAddress(column) ? (ops[0] ?? '==') : '=~',
  };
}

const linesOf = (text: string) => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

/** The condition as it is sent. Empty fields are kept, so that the schema can name them. */
function draftOf({ column, op, text, list, hours }: ConditionNode): unknown {
  if (op === 'hours') return { column, op, value: hours };
  if (!takesSeveral(op)) return { column, op, value: text };
  return { column, op, value: list === '' ? linesOf(text) : { list } };
}

/** What is wrong with a condition; null if it is complete. */
export function faultOf(node: ConditionNode): string | null {
  const { success, error } = conditionSchema.safeParse(draftOf(node));
  if (success) return null;
  if (node.op === 'hours') {
    const [issue] = error.issues;
    const field = String(issue?.path.at(-1) ?? 'hours');
    return issue?.path.includes('days') ? 'Choose at least one day.' : sentence(`${field} ${issue?.message}`);
  }
  if (takesSeveral(node.op)) {
    const lines = linesOf(node.text);
    if (lines.length === 0) return 'Write at least one value, one a line.';
    const bad = lines.find((line) => !conditionSchema.safeParse({ column: node.column, op: node.op, value: [line] }).success);
    const ranges = node.op === 'ipv4_is_in_any_range';
    if (bad !== undefined)
      return ranges
        ? `“${bad}” is not an IPv4 address or range such as 10.1.0.0/16.`
        : `“${bad.slice(0, 40)}” cannot be a value.`;
    return `At most 1,000 values; for more make a named list.`;
  }
  return node.text === '' ? 'Write a value.' : 'This value is too long or holds characters that cannot be stored.';
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** The conditions to send; null while one of them is incomplete. */
export function whereOf(node: FormNode): Where | null {
  if (node.kind === 'condition') return conditionSchema.safeParse(draftOf(node)).data ?? null;
  const parts = node.nodes.map(whereOf);
  const whole = parts.filter((part) => part !== null);
  if (whole.length !== parts.length || whole.length === 0) return null;
  const [only] = whole;
  if (only && whole.length === 1) return only;
  return node.join === 'all' ? { all: whole } : { any: whole };
}

/** The conditions as a form. The outermost node is always a group, so that one more condition can be added. */
export function formOf(where: Where | undefined): GroupNode {
  if (where === undefined) return newGroup('all', [newCondition()]);
  const node = nodeOf(where);
  return node.kind === 'group' ? node : newGroup('all', [node]);
}

function nodeOf(where: Where): FormNode {
  if ('all' in where) return newGroup('all', where.all.map(nodeOf));
  if ('any' in where) return newGroup('any', where.any.map(nodeOf));
  const { column, op, value } = where;
  if (op === 'hours') return newCondition({ column, op, hours: value });
  if (typeof value === 'string') return newCondition({ column, op, text: value });
  return newCondition('list' in value ? { column, op, list: value.list } : { column, op, text: value.join('\n') });
}

/** The tree with one node replaced, or without that node if `change` returns null. A group that becomes empty is removed too. */
export function changed(group: GroupNode, key: number, change: (node: FormNode) => FormNode | null): GroupNode {
  const nodes = group.nodes.flatMap((node): FormNode[] => {
    if (node.key === key) return [change(node)].filter((one) => one !== null);
    if (node.kind === 'condition') return [node];
    const inner = changed(node, key, change);
    return inner.nodes.length === 0 ? [] : [inner];
  });
  return { ...group, nodes };
}

const wordOf = (column: string) => Object.entries(namedColumns).find(([name]) => name === column)?.[1] ?? column;

/** Words for an operator that do not need KQL. */
export const opWords: Record<Op, string> = {
  '==': 'is',
  '!=': 'is not',
  '=~': 'is (any case)',
  '!~': 'is not (any case)',
  has: 'has the word',
  '!has': 'does not have the word',
  contains: 'contains',
  '!contains': 'does not contain',
  startswith: 'starts with',
  '!startswith': 'does not start with',
  endswith: 'ends with',
  '!endswith': 'does not end with',
  in: 'is one of',
  'in~': 'is one of (any case)',
  '!in': 'is none of',
  '!in~': 'is none of (any case)',
  has_any: 'has one of the words',
  'matches regex': 'matches the pattern',
  ipv4_is_in_any_range: 'is in one of the ranges',
  hours: 'are',
};

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const dayNames: readonly string[] = days;

const SHOWN = 3;

/** Conditions as a sentence: `Account is “corp\\ann” and Hours are Mon–Fri 22:00–06:00 UTC`. */
export function whereWords(where: Where, isInner = false): string {
  if ('all' in where || 'any' in where) {
    const [parts, word] = 'all' in where ? [where.all, ' and '] : [where.any, ' or '];
    const text = parts.map((part) => whereWords(part, true)).join(word);
    return isInner && parts.length > 1 ? `(${text})` : text;
  }
  if (where.op === 'hours') return hoursWords(where.value);
  return `${wordOf(where.column)} ${opWords[where.op]} ${valueWords(where.value)}`;
}

function valueWords(value: string | string[] | { list: string }): string {
  if (typeof value === 'string') return `“${value}”`;
  if ('list' in value) return `the list “${value.list}”`;
  const shown = value.slice(0, SHOWN).map((one) => `“${one}”`);
  return `${shown.join(', ')}${value.length > SHOWN ? ` and ${value.length - SHOWN} more` : ''}`;
}

function hoursWords({ days: chosen, from, to, zone }: Hours): string {
  const sorted = [...chosen].sort();
  const names = sorted.map((day) => days[day - 1] ?? '');
  const isRun = sorted.length > 2 && sorted.every((day, i) => i === 0 || day === (sorted[i - 1] ?? 0) + 1);
  const said = sorted.length === 7 ? 'every day' : isRun ? `${names[0]}–${names.at(-1)}` : names.join(', ');
  return `${said} ${from}–${to} ${zone}`;
}
