/** Tables inside expressions: `toscalar(…)`, `in (T | project x)`. */
import type { Node } from '../../syntax/node';
import { fromItem, orderClause } from '../relation';
import { sqlIdentifier } from '../sql';
import type { Scope, Translator } from '../translator';
import { type Value, value } from '../value';

export function isTable(node: Node): boolean {
  return node.kind === 'ParenthesizedExpression' ? isTable(node.get('Expression')) : node.isTabular;
}

/** The only column of a table, and the table as a FROM item. */
export function oneColumn(t: Translator, node: Node): Value & { from: string } {
  const relation = t.tabular(node);
  const [column, another] = relation.columns;
  if (!column || another) throw node.error('columns', 'A table in this place must have one column.');
  return { ...value(column.type, sqlIdentifier(column.name)), from: fromItem(relation) };
}

/** The first cell of a table. */
export function scalarOf(t: Translator, node: Node, _scope: Scope): Value {
  const table = node.find('Expression') ?? node;
  const relation = t.tabular(table);
  const [column] = relation.columns;
  if (!column) throw node.error('columns', 'toscalar() of a table without columns.');
  const order = orderClause(relation);
  const sql = `(SELECT ${sqlIdentifier(column.name)} FROM ${fromItem(relation)} ${order === '' ? '' : `${order} `}LIMIT 1)`;
  return column.type === 'string' ? value('string', `coalesce(${sql}, '')`) : value(column.type, sql);
}
