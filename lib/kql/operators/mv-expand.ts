/** mv-expand: a row for each element of an array or bag; several columns side by side. */

import type { KqlType } from '../model';
import { toBool, toInstant, toReal, toText, toWhole } from '../sql/functions/conversion';
import { columnList, type Relation, select } from '../sql/relation';
import { rowScope, type Translator } from '../sql/translator';
import { type Value, value } from '../sql/value';
import { clip, type Node } from '../syntax/node';
import type { Operator } from './operator';
import { checkParameters } from './parameters';

const conversions: Partial<Record<KqlType, (v: Value) => Value>> = {
  dynamic: (v) => v,
  string: toText,
  long: (v) => toWhole(v, 'long'),
  int: (v) => toWhole(v, 'int'),
  real: toReal,
  bool: toBool,
  datetime: toInstant,
};

function expanded(t: Translator, operator: Node, input: Relation): Relation {
  checkParameters(operator, []);
  const limit = operator.find('RowLimitClause');
  if (limit) throw limit.error('unsupported', 'mv-expand with a limit is not supported.');
  const { columns } = operator;
  const items = operator.list('Expressions').map((node) => item(node));
  const lists = items.map(({ expression }, i) => {
    const v = t.expression(expression, rowScope);
    if (v.type !== 'dynamic') throw expression.error('types', `“${clip(expression.text)}” is a ${v.type}, not a dynamic.`);
    return { sql: `${elements(v.sql)} AS "$list${i}"`, name: `"$list${i}"` };
  });
  const listed = select(input, ['*', ...lists.map((l) => l.sql)], input.columns);
  const longest = `greatest(${lists.map((l) => `len(${l.name})`).join(', ')})`;
  const counted = select(listed, ['*', `unnest(range(1, ${longest} + 1)) AS "$at"`], input.columns);
  const names = items.map((i) => i.name);
  const unnamed = columns.filter((c) => !input.columns.some((o) => o.name === c.name) && !names.includes(c.name));
  const elementOf = new Map(items.map((i, at) => [i.name ?? unnamed.shift()?.name, `${lists[at]?.name}["$at"]`]));
  const list = columns.map((column, i) => {
    const element = elementOf.get(column.name);
    const name = columnList(columns)[i];
    if (element === undefined) return name ?? '';
    const convert = conversions[column.type];
    if (!convert) throw operator.error('unsupported', `mv-expand to typeof(${column.type}) is not supported.`);
    return `${convert(value('dynamic', `nullif(${element}, 'null'::JSON)`)).sql} AS ${name}`;
  });
  return select(counted, list, columns);
}

function item(node: Node): { name: string | undefined; expression: Node } {
  const inner = node.kind === 'MvExpandExpression' ? node.get('Expression') : node;
  if (inner.kind === 'SimpleNamedExpression') return { name: inner.get('Name').simpleName, expression: inner.get('Expression') };
  return { name: inner.symbol?.kind === 'Column' ? inner.symbol.name : undefined, expression: inner };
}

/** An array's elements, a bag's pairs as bags; anything else, null too, is one row. */
function elements(sql: string): string {
  const pairs = `list_transform(json_keys(${sql}), lambda _k: json_object(_k, json_extract(${sql}, '/' || replace(replace(_k, '~', '~0'), '/', '~1'))))`;
  return `CASE json_type(${sql}) WHEN 'ARRAY' THEN json_extract(${sql}, '$[*]')::JSON[] WHEN 'OBJECT' THEN ${pairs} ELSE [${sql}]::JSON[] END`;
}

export const mvExpand: Operator = { source: null, pipe: expanded, rows: 'other', columns: 'computed', tables: 'none' };
