/** mv-expand: a row for each element of an array or bag; several columns side by side. */

import type { KqlType } from '../model';
import { toBool, toInstant, toReal, toText, toWhole } from '../sql/functions/conversion';
import { columnList, type Relation, select } from '../sql/relation';
import { rowScope, type Translator } from '../sql/translator';
import { type Value, value } from '../sql/value';
import { clip, type Node } from '../syntax/node';
import type { Operator } from './operator';
import { checkParameters } from './parameters';

/** To a number or truth, an element is cast only: a text is none, whatever it holds. Times are texts in JSON. */
const conversions: Partial<Record<KqlType, (v: Value) => Value>> = {
  dynamic: (v) => v,
  string: toText,
  long: (v) => toWhole(only(v, NUMBERS), 'long'),
  int: (v) => toWhole(only(v, NUMBERS), 'int'),
  real: (v) => toReal(only(v, NUMBERS)),
  bool: (v) => toBool(only(v, "'BOOLEAN'")),
  datetime: toInstant,
};

const NUMBERS = "'BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE'";

/** Null where the element is of no such type of JSON. */
const only = (v: Value, types: string) => value('dynamic', `CASE WHEN json_type(${v.sql}) IN (${types}) THEN ${v.sql} END`);

function expanded(t: Translator, operator: Node, input: Relation): Relation {
  checkParameters(operator, []);
  const { columns } = operator;
  const items = operator.list('Expressions').map((node) => item(node));
  const lists = items.map(({ expression }, i) => {
    const v = t.expression(expression, rowScope);
    if (v.type !== 'dynamic') throw expression.error('types', `“${clip(expression.text)}” is a ${v.type}, not a dynamic.`);
    return { sql: `${elements(v.sql)} AS "$list${i}"`, name: `"$list${i}"` };
  });
  const listed = select(input, ['*', ...lists.map((l) => l.sql)], input.columns);
  const longest = `least(greatest(${lists.map((l) => `len(${l.name})`).join(', ')}), ${limitOf(t, operator)})`;
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

/** How many rows a row may become. */
function limitOf(t: Translator, operator: Node): bigint {
  const limit = operator.find('RowLimitClause')?.children.at(-1);
  if (!limit) return operator.text.startsWith('mvexpand') ? OLD_LIMIT : LIMIT;
  const { constant } = t.expression(limit, rowScope);
  if (typeof constant !== 'bigint' || constant < 0n)
    throw limit.error('constant', 'The limit of mv-expand must be a constant whole number.');
  return constant;
}

const LIMIT = 2_147_483_647n;
/** Of the old word, mvexpand. */
const OLD_LIMIT = 128n;

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
