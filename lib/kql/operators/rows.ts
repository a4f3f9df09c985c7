/** Operators that choose or order rows, or leave them as they are: where, sort, take, top, distinct, count, as, render. */

import { columnList, freshName, type OrderTerm, orderClause, type Relation, select } from '../sql/relation';
import { rowScope, type Translator } from '../sql/translator';
import type { Node } from '../syntax/node';
import type { Operator } from './operator';

function filtered(t: Translator, operator: Node, input: Relation): Relation {
  return { ...input, where: [...input.where, ...t.conjuncts(operator.get('Condition'), rowScope)] };
}

function sorted(t: Translator, operator: Node, input: Relation): Relation {
  return ordered(t, operator.list('Expressions'), input);
}

/** Sorts by columns, or by hidden ones that hold the expressions. */
function ordered(t: Translator, terms: Node[], input: Relation): Relation {
  const carried: string[] = [];
  const hidden: string[] = [];
  const carry = (sql: string): string => {
    const name = freshName(input.columns, hidden);
    hidden.push(name);
    carried.push(`${sql} AS ${name}`);
    return name;
  };
  const order = terms.flatMap((node): OrderTerm[] => {
    const expression = node.kind === 'OrderedExpression' ? node.get('Expression') : node;
    const { sql, type } = t.expression(expression, rowScope);
    if (type === 'dynamic') throw expression.error('types', 'Sorting by a dynamic is not supported: convert it.');
    const by = direction(node);
    if (type !== 'real') return [{ sql: expression.symbol?.kind === 'Column' ? sql : carry(sql), ...by }];
    // A real's nan sorts between the nulls and the numbers in KQL; in DuckDB it is the largest.
    return [
      { sql: carry(`CASE WHEN NOT isnan(${sql}) THEN ${sql} END`), ...by },
      { sql: carry(`CASE WHEN isnan(${sql}) THEN 1 END`), descending: false, nullsFirst: by.nullsFirst },
    ];
  });
  if (carried.length === 0) return { ...input, order };
  return { ...select(input, [...columnList(input.columns), ...carried], input.columns), order, hidden };
}

/** Largest first by default; nulls count as the smallest. */
function direction(node: Node): { descending: boolean; nullsFirst: boolean } {
  const ordering = node.kind === 'OrderedExpression' ? node.find('Ordering') : undefined;
  const descending = ordering?.find('AscOrDescKeyword')?.text !== 'asc';
  const nulls = ordering?.find('NullsClause')?.find('FirstOrLastKeyword')?.text;
  return { descending, nullsFirst: nulls === undefined ? !descending : nulls === 'first' };
}

function taken(t: Translator, operator: Node, input: Relation): Relation {
  return limited(t, operator.get('Expression'), input);
}

function limited(t: Translator, count: Node, input: Relation): Relation {
  const { sql, type, constant } = t.expression(count, rowScope);
  if ([...count.walk()].some((node) => node.symbol?.kind === 'Column'))
    throw count.error('constant', 'The number of rows must be the same for all rows: it cannot name a column.');
  if (type !== 'long' && type !== 'int') throw count.error('types', 'The number of rows must be a whole number.');
  if (typeof constant === 'bigint' && constant < 0n) throw count.error('range', 'The number of rows must not be negative.');
  const order = orderClause(input);
  const limit = constant === undefined ? `greatest(${sql}, 0)` : sql;
  const tail = `${order === '' ? '' : `${order}\n`}LIMIT ${limit}`;
  const { hidden, order: terms } = input;
  return { ...select(input, [...columnList(input.columns), ...hidden], input.columns, tail), order: terms, hidden };
}

function topmost(t: Translator, operator: Node, input: Relation): Relation {
  return limited(t, operator.get('Expression'), ordered(t, [operator.get('ByExpression')], input));
}

function unrepeated(t: Translator, operator: Node, input: Relation): Relation {
  const { columns } = operator;
  const items = operator
    .list('Expressions')
    .map((node) => (node.kind === 'SimpleNamedExpression' ? node.get('Expression') : node));
  const list =
    items.length === 1 && items[0]?.kind === 'StarExpression'
      ? columnList(input.columns)
      : items.map((node, i) => `${t.expression(node, rowScope).sql} AS ${columnList(columns)[i]}`);
  if (list.length !== columns.length) throw operator.error('unsupported', 'This distinct is not supported.');
  const [first, ...rest] = list;
  return select(input, [`DISTINCT ${first}`, ...rest], columns);
}

function counted(_: Translator, operator: Node, input: Relation): Relation {
  return select(input, [`count(*) AS ${columnList(operator.columns).join('')}`], operator.columns);
}

export const where: Operator = {
  source: null,
  pipe: filtered,
  rows: (operator) => ({ where: operator.get('Condition') }),
  columns: 'kept',
  tables: 'none',
};

export const sort: Operator = { source: null, pipe: sorted, rows: 'all', columns: 'kept', tables: 'none' };

const fewer: Omit<Operator, 'pipe'> = { source: null, rows: 'other', columns: 'kept', tables: 'none' };
// Which rows are left depends on the others, and on the window: they are not the hunt's events one by one.
export const take: Operator = { ...fewer, pipe: taken };
export const top: Operator = { ...fewer, pipe: topmost };

export const distinct: Operator = { source: null, pipe: unrepeated, rows: 'other', columns: 'computed', tables: 'none' };
export const count: Operator = { source: null, pipe: counted, rows: 'other', columns: 'computed', tables: 'none' };

/** Only gives the rows a name. */
export const as: Operator = {
  source: null,
  pipe: (_, operator, input) => ({ ...input, name: operator.get('Name').simpleName }),
  rows: 'all',
  columns: 'kept',
  tables: 'none',
};

/** `render` only says how to draw the rows. */
export const render: Operator = { source: null, pipe: (_, __, input) => input, rows: 'all', columns: 'kept', tables: 'none' };
