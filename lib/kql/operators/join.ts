/** join and lookup. A null key matches nothing. */

import { checkComparable } from '../sql/expressions/comparison';
import { columnList, fromItem, type Relation, relationOf } from '../sql/relation';
import { sqlIdentifier } from '../sql/sql';
import type { Translator } from '../sql/translator';
import { value } from '../sql/value';
import { chain } from '../syntax/chain';
import { clip, type Node } from '../syntax/node';
import type { Operator } from './operator';
import { checkParameters, parameter } from './parameters';

interface JoinKind {
  sql: string;
  left: boolean;
  right: boolean;
  /** The sides that a row may lack; their strings are then ''. */
  fills?: 'left' | 'right' | 'both';
}

export const joinKinds: Record<string, JoinKind> = {
  inner: { sql: 'JOIN', left: true, right: true },
  innerunique: { sql: 'JOIN', left: true, right: true },
  leftouter: { sql: 'LEFT JOIN', left: true, right: true, fills: 'right' },
  rightouter: { sql: 'RIGHT JOIN', left: true, right: true, fills: 'left' },
  fullouter: { sql: 'FULL JOIN', left: true, right: true, fills: 'both' },
  leftsemi: { sql: 'SEMI JOIN', left: true, right: false },
  leftanti: { sql: 'ANTI JOIN', left: true, right: false },
  leftantisemi: { sql: 'ANTI JOIN', left: true, right: false },
  anti: { sql: 'ANTI JOIN', left: true, right: false },
  rightsemi: { sql: 'SEMI JOIN', left: false, right: true },
  rightanti: { sql: 'ANTI JOIN', left: false, right: true },
  rightantisemi: { sql: 'ANTI JOIN', left: false, right: true },
};

function joinedBy(t: Translator, operator: Node, input: Relation): Relation {
  const name = checkParameters(operator, ['kind']).get('kind')?.text ?? 'innerunique';
  const clause = operator.find('ConditionClause');
  return joined(t, operator, input, name, clause, false);
}

/** A join without the right side's keys. */
function lookedUp(t: Translator, operator: Node, input: Relation): Relation {
  const name = checkParameters(operator, ['kind']).get('kind')?.text ?? 'leftouter';
  return joined(t, operator, input, name, operator.find('LookupClause'), true);
}

function joined(
  t: Translator,
  operator: Node,
  input: Relation,
  name: string,
  clause: Node | undefined,
  isLookup: boolean,
): Relation {
  const kind = joinKinds[name];
  if (!kind) throw operator.error('unsupported', `The join kind “${clip(name)}” is not supported.`);
  if (clause?.kind !== 'JoinOnClause') throw operator.error('unsupported', 'A join needs its keys after “on”.');
  const right = t.tabular(operator.get('Expression'));
  const keys = clause.list('Expressions').flatMap((node) => chain(node, 'AndExpression').map((key) => keyOf(key, input, right)));
  const { columns } = operator;
  const leftItem =
    name === 'innerunique'
      ? distinctOn(
          input,
          keys.map((k) => k.left),
        )
      : fromItem(input);
  const on = keys.map((k) => `l.${k.left} = r.${k.right}`).join(' AND ');
  // SEMI and ANTI keep their first side.
  const from =
    kind.left || !kind.right
      ? `${leftItem} AS l ${kind.sql} ${fromItem(right)} AS r`
      : `${fromItem(right)} AS r ${kind.sql} ${leftItem} AS l`;
  const rightColumns = right.columns.filter((c) => !isLookup || !keys.some((k) => k.right === sqlIdentifier(c.name)));
  const sources = [
    ...(kind.left
      ? input.columns.map((c) => filled(`l.${sqlIdentifier(c.name)}`, c.type, kind.fills !== 'right' && kind.fills))
      : []),
    ...(kind.right
      ? rightColumns.map((c) => filled(`r.${sqlIdentifier(c.name)}`, c.type, kind.fills !== 'left' && kind.fills))
      : []),
  ];
  if (sources.length !== columns.length) throw operator.error('unsupported', 'The columns of this join cannot be told.');
  const list = sources.map((sql, i) => `${sql} AS ${columnList(columns)[i]}`);
  return relationOf(`(SELECT ${list.join(', ')}\nFROM ${from}\nON ${on})`, columns);
}

/** A string of a side that a row lacks is ''. */
const filled = (sql: string, type: string, mayMiss: unknown) => (mayMiss && type === 'string' ? `coalesce(${sql}, '')` : sql);

/** innerunique keeps one row of the left side for each key; KQL does not say which. */
function distinctOn(input: Relation, keys: string[]): string {
  return `(SELECT DISTINCT ON (${keys.join(', ')}) *\nFROM ${fromItem(input)})`;
}

function keyOf(node: Node, left: Relation, right: Relation): { left: string; right: string } {
  const sides = node.kind === 'EqualExpression' ? [node.get('Left'), node.get('Right')] : [];
  const named = (side: string) =>
    sides.find((s) => s.kind === 'PathExpression' && s.get('Expression').text === `$${side}`)?.get('Selector').simpleName;
  const [a, b] = node.kind === 'NameReference' ? [node.simpleName, node.simpleName] : [named('left'), named('right')];
  const [l, r] = [left.columns.find((c) => c.name === a), right.columns.find((c) => c.name === b)];
  if (!l || !r)
    throw node.error('unsupported', `“${clip(node.text)}” is not supported as a join key: use a column or $left.a == $right.b.`);
  checkComparable(node, value(l.type, ''), value(r.type, ''));
  return { left: sqlIdentifier(l.name), right: sqlIdentifier(r.name) };
}

export const join: Operator = {
  source: null,
  pipe: joinedBy,
  rows: (operator) => {
    const kind = joinKinds[parameter(operator, 'kind')?.text ?? ''];
    return kind?.left && !kind.right ? 'some' : 'other';
  },
  columns: 'computed',
  tables: 'joined',
};

export const lookup: Operator = { source: null, pipe: lookedUp, rows: 'other', columns: 'computed', tables: 'joined' };
