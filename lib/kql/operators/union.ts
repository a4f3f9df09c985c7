/** union: columns by name and type; what a leg lacks is null. */
import type { Column } from '../model';
import { columnList, fromClause, type Relation, relationOf } from '../sql/relation';
import { sqlIdentifier, sqlString } from '../sql/sql';
import type { Translator } from '../sql/translator';
import { nullValue } from '../sql/value';
import { clip, type Node } from '../syntax/node';
import { checkParameters } from './parameters';

interface Leg {
  relation: Relation;
  name: string;
}

/** `input` is what is piped in, if anything. */
export function union(t: Translator, operator: Node, input?: Relation): Relation {
  const parameters = checkParameters(operator, ['withsource', 'isfuzzy', 'kind']);
  const isFuzzy = parameters.get('isfuzzy')?.text === 'true';
  // The parser names its columns as if it were outer.
  if (parameters.get('kind')?.text === 'inner') throw operator.error('unsupported', 'union kind=inner is not supported.');
  const source = parameters.get('withsource')?.simpleName;
  const legs: Leg[] = input ? [{ relation: input, name: 'union_arg0' }] : [];
  for (const node of operator.list('Expressions')) {
    if (isFuzzy && !exists(t, node)) continue;
    legs.push({ relation: t.tabular(node), name: nameOf(node) ?? `union_arg${legs.length}` });
  }
  const { columns } = operator;
  if (legs.length === 0) throw operator.error('no-table', 'None of the tables of this union is there.');
  const selects = legs.map((leg) => {
    const from = legColumns(leg.relation.columns, columns, operator);
    const list = columns.map((column, i) => {
      const own = column.name === source ? sqlString(leg.name) : from[i];
      return `${own ?? nullValue(column.type).sql} AS ${sqlIdentifier(column.name)}`;
    });
    return `SELECT ${list.join(', ')}\n${fromClause(leg.relation)}`;
  });
  return relationOf(`(${selects.join('\nUNION ALL\n')})`, columns);
}

/** For each column of the union the leg's own, quoted. Of two types under one name the union makes name_type. */
function legColumns(own: Column[], columns: Column[], operator: Node): (string | undefined)[] {
  const used = new Set<Column>();
  const from = columns.map((column) => {
    const match =
      own.find((c) => c.name === column.name && c.type === column.type) ??
      own.find((c) => `${c.name}_${c.type}` === column.name && c.type === column.type);
    if (match) used.add(match);
    return match && columnList([match])[0];
  });
  const lost = own.find((c) => !used.has(c));
  if (lost) throw operator.error('unsupported', `The column “${clip(lost.name)}” does not fit this union.`);
  return from;
}

/** The name `withsource` shows: of a table, or given by `as`. */
function nameOf(node: Node): string | undefined {
  if (node.kind === 'ParenthesizedExpression') return nameOf(node.get('Expression'));
  if (node.symbol?.kind === 'Table') return node.symbol.name;
  if (node.kind !== 'PipeExpression') return undefined;
  const last = node.get('Operator');
  return last.kind === 'AsOperator' ? last.get('Name').simpleName : undefined;
}

/** False for a leg that begins with a table that is not there, which `isfuzzy` passes over. */
function exists(t: Translator, node: Node): boolean {
  if (node.kind === 'ParenthesizedExpression' || node.kind === 'PipeExpression') return exists(t, node.get('Expression'));
  if (node.kind !== 'NameReference') return true;
  const { symbol } = node;
  return symbol !== undefined && (symbol.kind !== 'Table' || t.hasTable(symbol.name));
}
