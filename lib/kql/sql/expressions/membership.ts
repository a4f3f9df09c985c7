/** `in`, `in~`, `has_any`, `has_all` and their negations. */

import { clip, type Node } from '../../syntax/node';
import { toText } from '../functions/conversion';
import { sqlString } from '../sql';
import type { Scope, Translator } from '../translator';
import { type Constant, longValue, realValue, stringValue, type Value, value } from '../value';
import { checkComparable } from './comparison';
import { foldedSubject } from './strings';
import { isTable, oneColumn } from './subquery';
import { hasExpression, hasTerms, lowered } from './terms';

export const membershipOperators: ReadonlySet<string> = new Set(['in', '!in', 'in~', '!in~', 'has_any', 'has_all']);

export function membership(t: Translator, node: Node, operator: string, left: Value, scope: Scope): Value {
  const items = elements(t, node.get('Right').list('Expressions'), scope);
  const isHas = operator === 'has_any' || operator === 'has_all';
  const sql = isHas ? hasList(t, operator, left, items) : inList(t, node, operator, left, items);
  return value('bool', operator.startsWith('!') ? `(NOT ${sql})` : sql, true);
}

interface Elements {
  /** The items of the list, and those of constant arrays in it. */
  values: Value[];
  tables: Node[];
}

export function elements(t: Translator, items: Node[], scope: Scope): Elements {
  const found: Elements = { values: [], tables: [] };
  for (const item of items) {
    if (isTable(item)) found.tables.push(item);
    else {
      const v = t.expression(item, scope);
      found.values.push(...(Array.isArray(v.constant) ? v.constant.flatMap(constantValues) : [v]));
    }
  }
  return found;
}

function constantValues(constant: Constant): Value[] {
  if (Array.isArray(constant)) return constant.flatMap(constantValues);
  if (typeof constant === 'string') return [stringValue(constant)];
  if (typeof constant === 'bigint') return [longValue('long', constant)];
  if (typeof constant === 'number') return [realValue(constant)];
  return constant === null ? [] : [stringValue(String(constant))];
}

/** The texts of a list of constants, or undefined when it holds anything else. */
export function constantTexts({ values, tables }: Elements): string[] | undefined {
  const texts = values.map((v) => v.constant).filter((c) => typeof c === 'string');
  return tables.length === 0 && texts.length === values.length ? texts : undefined;
}

function inList(t: Translator, node: Node, operator: string, left: Value, { values, tables }: Elements): string {
  const exact = !operator.endsWith('~');
  const isText = left.type === 'string' || left.type === 'dynamic';
  if (!exact && !isText) throw node.error('types', `“${operator}” is for strings.`);
  const subject = isText ? foldedSubject(toText(left), exact) : left.sql;
  const comparable = (v: Value) => {
    if (!isText) checkComparable(node, left, v);
    if (!isText) return v.sql;
    if (typeof v.constant === 'string') return exact ? sqlString(v.constant) : lowered(v.constant);
    return foldedSubject(toText(v), exact);
  };
  const arrays = values.filter((v) => v.type === 'dynamic');
  if (arrays.length > 0 && !isText)
    throw node.error('unsupported', `“${clip(node.text)}”: numbers or times in a dynamic array are not supported here.`);
  const listed = [...new Set(values.filter((v) => v.type !== 'dynamic').map(comparable))];
  const tests = [
    ...(listed.length > 0 ? [inConstants(subject, listed, left)] : []),
    ...arrays.map((v) => inArray(subject, v, exact)),
    ...tables.map((table) => {
      const column = oneColumn(t, table);
      return `${subject} IN (SELECT ${comparable(column)} FROM ${column.from})`;
    }),
  ];
  if (tests.length === 0) return 'FALSE';
  // SQL gives NULL where KQL gives false: for a null, and beside a null.
  const solid = left.solid && tables.length === 0 && values.every((v) => v.solid);
  return solid ? `(${tests.join(' OR ')})` : `coalesce(${tests.join(' OR ')}, FALSE)`;
}

/** DuckDB makes a join of each IN, which is too much for hundreds of them on the few rows that have marked text. */
const inConstants = (subject: string, listed: string[], { marked }: Value) =>
  marked === undefined ? `${subject} IN (${listed.join(', ')})` : `list_contains([${listed.join(', ')}], ${subject})`;

// The cast gives a null its type, which DuckDB cannot tell for a constant null.
const textsOf = (array: Value) => `json_extract_string(${array.sql}, '$[*]')::VARCHAR[]`;

function inArray(subject: string, array: Value, exact: boolean): string {
  const texts = exact ? textsOf(array) : `list_transform(${textsOf(array)}, lambda _s: lower(_s))`;
  return `coalesce(list_contains(${texts}, ${subject}), FALSE)`;
}

function hasList(t: Translator, operator: string, left: Value, { values, tables }: Elements): string {
  const subject = foldedSubject(toText(left), false);
  const constants = values.map((v) => v.constant).filter((c) => typeof c === 'string');
  const others = values
    .filter((v) => typeof v.constant !== 'string')
    .map((v) =>
      v.type === 'dynamic' ? hasArray(operator, subject, v) : hasExpression(subject, `lower(${toText(v).sql})`, 'both'),
    )
    .concat(tables.map((table) => hasTable(operator, subject, oneColumn(t, table))));
  if (operator === 'has_all') {
    const all = [...constants.map((c) => hasTerms(subject, [c], 'both', false, left.marked)), ...others];
    return all.length === 0 ? 'TRUE' : `(${all.join(' AND ')})`;
  }
  if (constants.length > 0) others.unshift(hasTerms(subject, constants, 'both', false, left.marked));
  return others.length === 0 ? 'FALSE' : `(${others.join(' OR ')})`;
}

function hasArray(operator: string, subject: string, array: Value): string {
  const each = `list_transform(${textsOf(array)}, lambda _s: ${hasExpression(subject, 'lower(_s)', 'both')})`;
  return operator === 'has_any' ? `coalesce(list_bool_or(${each}), FALSE)` : `coalesce(list_bool_and(${each}), TRUE)`;
}

/** Over the texts of a table's column, made a list once: few of them are in the subject at all and need the slow test. */
function hasTable(operator: string, subject: string, column: Value & { from: string }): string {
  const texts = `(SELECT list(DISTINCT lower(${toText(column).sql})) FROM ${column.from})`;
  const found = `CASE WHEN contains(${subject}, _s) THEN ${hasExpression(subject, '_s', 'both')} ELSE FALSE END`;
  const each = `list_transform(${texts}, lambda _s: ${found})`;
  return operator === 'has_any' ? `coalesce(list_bool_or(${each}), FALSE)` : `coalesce(list_bool_and(${each}), TRUE)`;
}
