/** Operators that make a table out of nothing: print, datatable, range. */

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
  return relationOf(`(SELECT * FROM (VALUES ${rows.join(', ')}) AS datatable(${names}))`, columns);
}

function counted(t: Translator, operator: Node): Relation {
  const { columns } = operator;
  const type = columns[0]?.type ?? 'long';
  const [from = '', to = '', step = ''] = ['From', 'To', 'Step'].map((role) => {
    const node = operator.get(role);
    const { sql, constant } = t.expression(node, rowScope);
    if (/\bSELECT\b/.test(sql)) throw node.error('constant', 'The ends and the step of a range must not ask a table here.');
    if (role === 'Step' && (constant === 0n || constant === 0)) throw node.error('range', 'The step of a range must not be 0.');
    return role === 'Step' ? `nullif(${sql}, 0)` : sql;
  });
  const [name] = columnList(columns);
  if (type !== 'real') {
    const list = `range(${from}::BIGINT, ${to}::BIGINT + sign(${step})::BIGINT, ${step}::BIGINT)`;
    return relationOf(`(SELECT "$i"::${sqlType[type]} AS ${name} FROM ${list} AS "$range"("$i"))`, columns);
  }
  const count = `coalesce(floor((${to}::DOUBLE - ${from}) / ${step})::BIGINT + 1, 0)`;
  return relationOf(`(SELECT ${from}::DOUBLE + "$i" * ${step} AS ${name} FROM range(0, ${count}) AS "$range"("$i"))`, columns);
}

export const print: Operator = { source: printed, pipe: null, rows: 'other', columns: 'computed', tables: 'none' };
export const datatable: Operator = { source: written, pipe: null, rows: 'other', columns: 'computed', tables: 'none' };
export const range: Operator = { source: counted, pipe: null, rows: 'other', columns: 'computed', tables: 'none' };
