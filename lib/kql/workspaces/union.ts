/**
 * A query over tables whose rows are in several places: each mention of a table, found through the tree, becomes the name
 * of a `let` that unites the legs, so that what was asked of one table is asked of them all. All else stays as written.
 */
import type { Instant } from '@/lib/shared/time';
import type { TableSchema } from '../schemas';
import { splice, unspliced } from '../syntax/edits';
import type { Limits } from '../syntax/limits';
import { clip, type Node, offsetOf, position } from '../syntax/node';
import { nowEdits } from '../syntax/now';
import { parseKql } from '../syntax/parse';
import { isPlain, type SpreadTable, unionOf } from './table';

export interface SpreadQuery {
  kql: string;
  /** The tables it reads, and the columns it names. */
  tables: SpreadTable[];
  columns: ReadonlySet<string>;
  /** Where in the query as written a place of `kql` comes from; all count from 1. */
  origin(line: number, column: number): { line: number; column: number };
}

export interface SpreadOptions {
  tables: SpreadTable[];
  /** Those of `tables`; the same array for the same tables keeps the parser's work. */
  schemas: TableSchema[];
  /** What `now()` is all through the query. */
  now: Instant;
  limits: Limits;
}

/**
 * The query with legs for tables and an instant for now. Throws a KqlError for what is no KQL over the schemas, names a table
 * that is nowhere (unless `union isfuzzy=true` passes over it), or names tables in a way that legs cannot stand for.
 */
export function overLegs(query: string, { tables, schemas, now, limits }: SpreadOptions): SpreadQuery {
  const root = parseKql(query, schemas, limits);
  const isSpread = tables.some(({ legs }) => legs.length > 1);
  const used = new Set<SpreadTable>();
  const columns = new Set<string>();
  const edits = nowEdits(root, now);
  for (const node of root.walk()) {
    if (isSpread && namesUnsaid(node)) throw unsupported(node);
    if (node.symbol?.kind === 'Column') columns.add(node.symbol.name);
    const table = node.kind === 'NameReference' && node.symbol?.kind === 'Table' ? tableOf(node, tables) : undefined;
    if (!table) continue;
    used.add(table);
    if (isPlain(table)) continue;
    if (node.parent?.kind === 'PathExpression') throw unsupported(node.parent);
    const { name } = table.schema;
    const text = parameter(node, /^with_?source$/i) ? `(${nameOf(name)} | as ${name})` : nameOf(name);
    edits.push({ start: node.start, end: node.end, text });
  }
  const spread = [...used].filter((table) => !isPlain(table));
  const lets = spread.map((table) => `let ${nameOf(table.schema.name)} = ${unionOf(table)};\n`).join('');
  const kql = lets + splice(query, edits);
  const origin: SpreadQuery['origin'] = (line, column) =>
    position(query, unspliced(edits, Math.max(0, offsetOf(kql, line, column) - lets.length)));
  return { kql, tables: [...used], columns, origin };
}

/** A name that no query has by chance. */
const nameOf = (table: string) => `['${table} of all workspaces']`;

function tableOf(node: Node, tables: SpreadTable[]): SpreadTable | undefined {
  const table = tables.find(({ schema }) => schema.name === node.symbol?.name);
  if (table?.legs.length !== 0) return table;
  if (parameter(node, /^isfuzzy$/i)?.get('Expression').text === 'true') return undefined;
  throw node.error('missing-table', `The table ${table.schema.name} is not there.`);
}

/** A parameter of the union that a table is a leg of. */
function parameter(node: Node, name: RegExp): Node | undefined {
  const { parent } = node;
  if (parent?.kind === 'ParenthesizedExpression') return parameter(parent, name);
  const list = parent?.kind === 'SeparatedElement' ? parent.parent : parent;
  if (list?.parent?.kind !== 'UnionOperator' || list.role !== 'Expressions') return undefined;
  return list.parent.list('Parameters').find((p) => name.test(p.get('Name').simpleName));
}

/** Looks at tables that it does not name, or names them by a pattern or a text. */
function namesUnsaid({ kind, symbol }: Node): boolean {
  if (kind === 'SearchOperator' || kind === 'FindOperator' || symbol?.kind === 'Group') return true;
  return kind === 'FunctionCallExpression' && symbol?.kind === 'Function' && symbol.name === 'table';
}

const unsupported = (node: Node) =>
  node.error('unsupported', `“${clip(node.text)}” cannot be asked of several workspaces: name each table by its plain name.`);
