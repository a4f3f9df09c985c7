/** Operators that choose or make columns: extend, project, project-away, project-rename and the like. */
import type { Column } from '../model';
import { markedText } from '../sql/expressions/terms';
import { columnList, type Relation, reselect } from '../sql/relation';
import { sqlIdentifier } from '../sql/sql';
import { rowScope, type Translator } from '../sql/translator';
import type { Node } from '../syntax/node';
import type { Operator } from './operator';

/** Adds columns, or replaces them in their place. Every expression reads the columns before that. */
function extended(t: Translator, operator: Node, input: Relation): Relation {
  const { columns } = operator;
  const old = new Set(input.columns.map((c) => c.name));
  const items = operator.list('Expressions').filter((item) => !(item.kind === 'NameReference' && item.symbol?.kind === 'Column'));
  const given = new Set(items.map(nameOf));
  const unnamed = columns.map((c) => c.name).filter((name) => !old.has(name) && !given.has(name));
  const replaced: string[] = [];
  const added: string[] = [];
  const changed = new Set<string>();
  const marks = marksFor(items);
  t.withMarks(marks, () => {
    for (const item of items) {
      const name = nameOf(item) ?? unnamed.shift();
      if (name === undefined) throw item.error('unsupported', 'A column without a name is not supported here.');
      const sql = `${t.expression(bodyOf(item), rowScope).sql} AS ${sqlIdentifier(name)}`;
      (old.has(name) ? replaced : added).push(sql);
      changed.add(sqlIdentifier(name));
    }
  });
  const exclude = marks.size === 0 ? '' : ` EXCLUDE (${[...marks.values()].join(', ')})`;
  const replace = replaced.length === 0 ? '' : ` REPLACE (${replaced.join(', ')})`;
  return reselect(withMarked(input, marks), [`*${exclude}${replace}`, ...added], columns, (name) => !changed.has(name));
}

/** From so many terms looked for in one column, marking its text costs less than a regular expression for each. */
const MANY_TERMS = 20;

/** The names of marked texts, quoted, by the columns in which the expressions look for many terms. */
function marksFor(items: Node[]): Map<string, string> {
  const searches = new Map<string, number>();
  for (const item of items)
    for (const node of item.walk()) {
      const column = /^Has(?:Any|All|Prefix|Suffix)?Expression$/.test(node.kind) ? node.find('Left')?.symbol : undefined;
      if (column?.kind === 'Column') searches.set(column.name, (searches.get(column.name) ?? 0) + 1);
    }
  const many = [...searches].filter(([, count]) => count >= MANY_TERMS);
  return new Map(many.map(([name]) => [name, sqlIdentifier(`$marked ${name}`)]));
}

/** The relation with the marked texts beside its columns. */
function withMarked(input: Relation, marks: Map<string, string>): Relation {
  if (marks.size === 0) return input;
  const list = [...marks].map(([name, mark]) => `${markedText(`lower(${sqlIdentifier(name)})`)} AS ${mark}`);
  return reselect(input, ['*', ...list], input.columns, () => true);
}

/** The name an item is given; undefined where the parser makes one up. */
function nameOf(item: Node): string | undefined {
  if (item.kind === 'SimpleNamedExpression') return item.get('Name').simpleName;
  if (item.kind === 'CompoundNamedExpression') throw item.error('unsupported', 'Several names for one value are not supported.');
  return undefined;
}

const bodyOf = (item: Node) => (item.kind === 'SimpleNamedExpression' ? item.get('Expression') : item);

function projected(t: Translator, operator: Node, input: Relation): Relation {
  const { columns } = operator;
  const items = operator.list('Expressions');
  if (items.length !== columns.length) throw operator.error('unsupported', 'This project is not supported.');
  for (const item of items) nameOf(item);
  const values = items.map((item) => t.expression(bodyOf(item), rowScope).sql);
  return aliased(input, values, columns);
}

/** Values under new names; a column that keeps its name keeps its order. */
function aliased(input: Relation, values: string[], columns: Column[]): Relation {
  const names = columnList(columns);
  const list = values.map((sql, i) => (sql === names[i] ? sql : `${sql} AS ${names[i]}`));
  const kept = new Set(values.filter((sql, i) => sql === names[i]));
  return reselect(input, list, columns, (name) => kept.has(name));
}

/** project-away, project-keep, project-reorder: the parser has resolved names and wildcards to columns. */
function chosen(_: Translator, operator: Node, input: Relation): Relation {
  const { columns } = operator;
  return aliased(input, columnList(columns), columns);
}

/** project-rename: the same columns in the same places. */
function renamed(_: Translator, operator: Node, input: Relation): Relation {
  return aliased(input, columnList(input.columns), operator.columns);
}

export const extend: Operator = { source: null, pipe: extended, rows: 'all', columns: 'computed', tables: 'none' };

export const project: Operator = {
  source: null,
  pipe: projected,
  rows: 'all',
  columns: (operator) => (operator.list('Expressions').every((item) => item.kind === 'NameReference') ? 'kept' : 'computed'),
  tables: 'none',
};

/** project-away; project-keep and project-reorder choose and order columns likewise. */
export const projectAway: Operator = { source: null, pipe: chosen, rows: 'all', columns: 'kept', tables: 'none' };
export const projectRename: Operator = { source: null, pipe: renamed, rows: 'all', columns: 'computed', tables: 'none' };

/** Keeps the order of its input, which ours always do, and adds columns as extend does. */
export const serialize: Operator = { source: null, pipe: extended, rows: 'all', columns: 'computed', tables: 'none' };
