/** union: columns are matched by name and type; a column that a leg lacks is null in its rows. */
import type { Column } from '../model';
import { columnList, fromClause, type Relation, relationOf } from '../sql/relation';
import { sqlIdentifier, sqlString } from '../sql/sql';
import type { Translator } from '../sql/translator';
import { nullValue } from '../sql/value';
import { clip, type Node } from '../syntax/node';
import type { Operator } from './operator';
import { checkParameters } from './parameters';

/** One input of a union. */
interface Leg {
  relation: Relation;
  /** What `withsource` shows. */
  name: string;
}

/** `input` is what is piped in, if anything. */
function united(t: Translator, operator: Node, input?: Relation): Relation {
  const parameters = checkParameters(operator, ['withsource', 'isfuzzy', 'kind']);
  const isFuzzy = parameters.get('isfuzzy')?.text === 'true';
  // The parser gives it the columns of an outer union.
  if (parameters.get('kind')?.text === 'inner') throw operator.error('unsupported', 'union kind=inner is not supported.');
  const source = parameters.get('withsource')?.simpleName;
  const legs: Leg[] = input ? [{ relation: input, name: 'union_arg0' }] : [];
  for (const node of operator.list('Expressions')) {
    if (isFuzzy && !exists(t, node)) continue;
    const relation = t.tabular(node);
    legs.push({ relation, name: relation.name ?? `union_arg${legs.length}` });
  }
  const { columns } = operator;
  if (legs.length === 0) throw operator.error('no-table', 'None of the tables of this union exists.');
  const names = namesOf(legs.flatMap(({ relation }) => relation.columns));
  const selects = legs.map((leg) => {
    const from = legColumns(leg.relation.columns, names, columns, operator);
    const list = columns.map((column, i) => {
      const own = column.name === source ? sqlString(leg.name) : from[i];
      return `${own ?? nullValue(column.type).sql} AS ${sqlIdentifier(column.name)}`;
    });
    return `SELECT ${list.join(', ')}\n${fromClause(leg.relation)}`;
  });
  return relationOf(`(${selects.join('\nUNION ALL\n')})`, columns);
}

const keyOf = ({ name, type }: Column) => `${type} ${name}`;

/** The names of the union's columns by the name and type of a leg's. Where a name has two types, they are name_type. */
function namesOf(all: Column[]): Map<string, string> {
  const distinct = [...new Map(all.map((column) => [keyOf(column), column])).values()];
  const hasOneType = ({ name }: Column) => distinct.filter((other) => other.name === name).length === 1;
  const taken = new Set(distinct.filter(hasOneType).map(({ name }) => name));
  return new Map(
    distinct.map((column) => {
      if (hasOneType(column)) return [keyOf(column), column.name];
      const base = `${column.name}_${column.type}`;
      let name = base;
      for (let i = 1; taken.has(name); i++) name = `${base}${i}`;
      taken.add(name);
      return [keyOf(column), name];
    }),
  );
}

/** The leg's own column for each column of the union, quoted. */
function legColumns(own: Column[], names: Map<string, string>, columns: Column[], operator: Node): (string | undefined)[] {
  const lost = own.find((c) => !columns.some(({ name, type }) => name === names.get(keyOf(c)) && type === c.type));
  if (lost) throw operator.error('unsupported', `The column “${clip(lost.name)}” does not fit this union.`);
  return columns.map(({ name, type }) => {
    const match = own.find((c) => names.get(keyOf(c)) === name && c.type === type);
    return match && columnList([match])[0];
  });
}

/** False for a leg that begins with a missing table, which `isfuzzy` skips. */
function exists(t: Translator, node: Node): boolean {
  if (node.kind === 'ParenthesizedExpression' || node.kind === 'PipeExpression') return exists(t, node.get('Expression'));
  if (node.kind !== 'NameReference') return true;
  const { symbol } = node;
  return symbol !== undefined && (symbol.kind !== 'Table' || t.hasTable(symbol.name));
}

export const union: Operator = { source: united, pipe: united, rows: 'other', columns: 'computed', tables: 'united' };
