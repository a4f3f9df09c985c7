/** A table on its way through the operators: nested SELECTs, whose filters and order are applied as late as possible. */
import type { Column } from '../model';
import type { Node } from '../syntax/node';
import { sqlIdentifier } from './sql';

export interface OrderTerm {
  /** A column's quoted name. */
  sql: string;
  descending: boolean;
  nullsFirst: boolean;
}

export interface Relation {
  /** What `union withsource=` calls it: a table's own name, or the one that `as` gives. */
  name?: string | undefined;
  columns: Column[];
  /** A FROM item. */
  from: string;
  /** Conditions on its rows, all of which must hold. */
  where: string[];
  /** The order of its rows. SQL promises none from a subquery, so it is applied where it matters. */
  order: OrderTerm[];
  /** Quoted names of columns that only the order needs. */
  hidden: string[];
}

export function relationOf(from: string, columns: Column[]): Relation {
  return { columns, from, where: [], order: [], hidden: [] };
}

/** `FROM … WHERE …`. */
export function fromClause({ from, where }: Relation): string {
  return where.length === 0 ? `FROM ${from}` : `FROM ${from}\nWHERE ${where.join('\n  AND ')}`;
}

/** The relation as a FROM item. */
export function fromItem(relation: Relation): string {
  return relation.where.length === 0 ? relation.from : `(SELECT *\n${fromClause(relation)})`;
}

/** `SELECT list FROM … tail`, without an order. */
export function select(relation: Relation, list: string[], columns: Column[], tail = ''): Relation {
  return relationOf(`(SELECT ${list.join(', ')}\n${fromClause(relation)}${tail === '' ? '' : `\n${tail}`})`, columns);
}

/**
 * The relation with other columns in the same order of rows. `list` selects the columns; `kept` tells which old ones keep
 * their value under their name. A column that the order needs and the list drops stays as a hidden one. A list that
 * begins with `*` selects the hidden ones too.
 */
export function reselect(relation: Relation, list: string[], columns: Column[], kept: (quoted: string) => boolean): Relation {
  const star = list[0]?.startsWith('*') ?? false;
  const hidden = star ? [...relation.hidden] : [];
  const carried: string[] = [];
  const order = relation.order.map((term) => {
    if (relation.hidden.includes(term.sql)) {
      if (!star && !hidden.includes(term.sql)) {
        hidden.push(term.sql);
        carried.push(term.sql);
      }
      return term;
    }
    if (kept(term.sql)) return term;
    const name = freshName(columns, relation.hidden, hidden);
    hidden.push(name);
    carried.push(`${term.sql} AS ${name}`);
    return { ...term, sql: name };
  });
  return { ...select(relation, [...list, ...carried], columns), order, hidden };
}

/** A quoted name that no column has. */
export function freshName(columns: Column[], ...taken: string[][]): string {
  const names = new Set([...columns.map((c) => sqlIdentifier(c.name.toLowerCase())), ...taken.flat()]);
  let i = 0;
  while (names.has(`"$sort${i}"`)) i++;
  return `"$sort${i}"`;
}

/** `ORDER BY …`, or nothing. */
export function orderClause({ order }: Relation): string {
  const terms = order.map((o) => `${o.sql}${o.descending ? ' DESC' : ' ASC'} NULLS ${o.nullsFirst ? 'FIRST' : 'LAST'}`);
  return terms.length === 0 ? '' : `ORDER BY ${terms.join(', ')}`;
}

export const columnList = (columns: Column[], alias = '') => columns.map((c) => `${alias}${sqlIdentifier(c.name)}`);

/** Refuses columns that SQL cannot tell apart, since its names ignore case and KQL's do not. */
export function checkColumns(columns: Column[], node: Node): Column[] {
  const seen = new Map<string, string>();
  for (const { name, type } of columns) {
    const key = name.toLowerCase();
    const other = seen.get(key);
    if (other !== undefined)
      throw node.error('column-case', `The columns “${other}” and “${name}” differ by case only, which is not supported here.`);
    seen.set(key, name);
    if (type === 'decimal' || type === 'guid')
      throw node.error('type', `The column “${name}” has the type ${type}, which is not supported here.`);
  }
  return columns;
}
