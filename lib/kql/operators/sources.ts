/** Operators that make a table out of nothing: print, datatable. */

import { columnList, type Relation, relationOf } from '../sql/relation';
import { rowScope, type Translator } from '../sql/translator';
import { nullValue, sqlType } from '../sql/value';
import type { Node } from '../syntax/node';
import type { Operator } from './operator';

function printed(t: Translator, operator: Node): Relation {
  const { columns } = operator;
  const items = operator
    .list('Expressions')
    .map((node) => (node.kind === 'SimpleNamedExpression' ? node.get('Expression') : node));
  const list = items.map((node, i) => `${t.expression(node, rowScope).sql} AS ${columnList(columns)[i]}`);
  return relationOf(`(SELECT ${list.join(', ')})`, columns);
}

function written(t: Translator, node: Node): Relation {
  const { columns } = node;
  const values = node.list('Values').map((item, i) => {
    const type = columns[i % columns.length]?.type ?? 'string';
    const v = t.expression(item, rowScope);
    if (v.constant === null) return nullValue(type).sql;
    if (v.type === type) return v.sql;
    const widens = (v.type === 'long' || v.type === 'int') && (type === 'real' || type === 'int' || type === 'long');
    if (!widens)
      throw item.error('types', `A ${v.type} stands where the column “${columns[i % columns.length]?.name}” is ${type}.`);
    return `${v.sql}::${sqlType[type]}`;
  });
  const names = columnList(columns).join(', ');
  if (values.length === 0) {
    const empty = columns.map((c, i) => `${nullValue(c.type).sql} AS ${columnList(columns)[i]}`);
    return relationOf(`(SELECT ${empty.join(', ')} WHERE FALSE)`, columns);
  }
  if (values.length % columns.length !== 0) throw node.error('datatable', 'The last row of this datatable lacks values.');
  const rows = Array.from({ length: values.length / columns.length }, (_, i) => {
    return `(${values.slice(i * columns.length, (i + 1) * columns.length).join(', ')})`;
  });
  return relationOf(`(VALUES ${rows.join(', ')}) AS datatable(${names})`, columns);
}

export const print: Operator = { source: printed, pipe: null, rows: 'other', columns: 'computed', tables: 'none' };
export const datatable: Operator = { source: written, pipe: null, rows: 'other', columns: 'computed', tables: 'none' };
