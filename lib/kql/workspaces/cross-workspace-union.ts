/**
 * Asks several workspaces as if they were one: each mention of a table becomes the name of a `let` that unites the table
 * of all workspaces. The rest of the query stays as written.
 */
import type { Instant } from '@/lib/shared/time';
import { readsUnnamedTables, unitesTables } from '../operators/operators';
import type { TableSchema } from '../schemas';
import { type Edit, splice, unspliced } from '../syntax/edits';
import type { Limits } from '../syntax/limits';
import { clip, type Node, offsetOf, position } from '../syntax/node';
import { nowEdits } from '../syntax/now';
import { parseKql } from '../syntax/parse';
import { type CrossWorkspaceTable, isPlain, unionOf } from './table';

/** Plain data, which a worker can send. */
export interface CrossWorkspaceQuery {
  kql: string;
  /** Names of the tables it reads, and of the columns it names. */
  tables: string[];
  columns: string[];
  /** What was changed in the query as written, and how many characters then were put before it. */
  edits: Edit[];
  before: number;
}

export interface CrossWorkspaceOptions {
  tables: CrossWorkspaceTable[];
  /** Schemas of `tables`. The parser keeps its work as long as it gets the same array. */
  schemas: TableSchema[];
  /** What `now()` is all through the query. */
  now: Instant;
  limits: Limits;
}

/**
 * The query over all workspaces, with an instant in place of `now()`. Throws a KqlError for a query that is not KQL over
 * the schemas, that names a table which no workspace has (unless `union isfuzzy=true` passes over it), or that reads
 * tables which it does not name.
 */
export function crossWorkspaceUnion(query: string, { tables, schemas, now, limits }: CrossWorkspaceOptions): CrossWorkspaceQuery {
  const root = parseKql(query, schemas, limits);
  const isUnion = tables.some(({ members }) => members.length > 1);
  const used = new Set<CrossWorkspaceTable>();
  const columns = new Set<string>();
  const edits = nowEdits(root, now);
  for (const node of root.walk()) {
    if (isUnion && readsUnnamed(node)) throw unsupported(node);
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
  const tablesUsed = [...used].map(({ schema }) => schema.name);
  return { kql, tables: tablesUsed, columns: [...columns], edits, before: lets.length };
}

/** The place in the query as written that a place in the KQL made of it comes from; lines and columns count from 1. */
export function originOf(
  query: string,
  { kql, edits, before }: CrossWorkspaceQuery,
  line: number,
  column: number,
): { line: number; column: number } {
  return position(query, unspliced(edits, Math.max(0, offsetOf(kql, line, column) - before)));
}

/** A name that no hunt uses by chance. */
const nameOf = (table: string) => `['${table} of all workspaces']`;

function tableOf(node: Node, tables: CrossWorkspaceTable[]): CrossWorkspaceTable | undefined {
  const table = tables.find(({ schema }) => schema.name === node.symbol?.name);
  if (table?.members.length !== 0) return table;
  if (parameter(node, /^isfuzzy$/i)?.get('Expression').text === 'true') return undefined;
  throw node.error('missing-table', `The table ${table.schema.name} is not there.`);
}

/** A parameter of the `union` operator that has the table among its tables. */
function parameter(node: Node, name: RegExp): Node | undefined {
  const { parent } = node;
  if (parent?.kind === 'ParenthesizedExpression') return parameter(parent, name);
  const list = parent?.kind === 'SeparatedElement' ? parent.parent : parent;
  if (!list?.parent || !unitesTables(list.parent) || list.role !== 'Expressions') return undefined;
  return list.parent.list('Parameters').find((p) => name.test(p.get('Name').simpleName));
}

/** Whether a node reads tables that the text does not name: all of them, or those of a pattern or of a string. */
function readsUnnamed(node: Node): boolean {
  const { kind, symbol } = node;
  if (readsUnnamedTables(node) || symbol?.kind === 'Group') return true;
  return kind === 'FunctionCallExpression' && symbol?.kind === 'Function' && symbol.name === 'table';
}

const unsupported = (node: Node) =>
  node.error('unsupported', `“${clip(node.text)}” cannot be asked of several workspaces: name each table by its plain name.`);
