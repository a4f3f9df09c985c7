/**
 * Tables: sources, and operators in a pipe. To add an operator, add it to the table here, and to
 * `predicate.ts` when it leaves each event as it is (a hunt with it then shares its table's one scan).
 */

import { checkColumns, type Relation, relationOf } from '../sql/relation';
import type { Translator } from '../sql/translator';
import { clip, type Node } from '../syntax/node';
import { choose, extend, project, rename } from './columns';
import { join, lookup } from './join';
import { mvExpand } from './mv-expand';
import { count, distinct, sort, take, top, unchanged, where } from './rows';
import { getSchema } from './schema';
import { datatable, print } from './sources';
import { summarize } from './summarize';
import { union } from './union';

type OperatorTranslation = (t: Translator, operator: Node, input: Relation) => Relation;

const operators: Record<string, OperatorTranslation> = {
  FilterOperator: where,
  ExtendOperator: extend,
  ProjectOperator: project,
  ProjectAwayOperator: choose,
  ProjectKeepOperator: choose,
  ProjectReorderOperator: choose,
  ProjectRenameOperator: rename,
  SummarizeOperator: summarize,
  DistinctOperator: distinct,
  SortOperator: sort,
  TopOperator: top,
  TakeOperator: take,
  CountOperator: count,
  UnionOperator: union,
  JoinOperator: join,
  LookupOperator: lookup,
  MvExpandOperator: mvExpand,
  AsOperator: unchanged,
  GetSchemaOperator: getSchema,
};

const sources: Record<string, (t: Translator, node: Node) => Relation> = {
  NameReference: named,
  PipeExpression: piped,
  ParenthesizedExpression: (t, node) => t.tabular(node.get('Expression')),
  MaterializeExpression: (t, node) => t.tabular(node.get('Expression')),
  UnionOperator: union,
  PrintOperator: print,
  DataTableExpression: datatable,
};

export function translateTabular(t: Translator, node: Node): Relation {
  const source = sources[node.kind];
  if (!source) throw node.error('unsupported', `“${clip(node.text)}” is not supported as a table.`);
  const relation = source(t, node);
  checkColumns(relation.columns, node.find('Operator') ?? node);
  return relation;
}

function piped(t: Translator, node: Node): Relation {
  const operator = node.get('Operator');
  const translation = operators[operator.kind];
  if (!translation) throw operator.error('unsupported', `The operator “${wordOf(operator)}” is not supported.`);
  return translation(t, operator, t.tabular(node.get('Expression')));
}

/** The operator's own word, as written. */
const wordOf = (operator: Node) => /^[\w-]+/.exec(operator.text)?.[0] ?? clip(operator.text);

function named(t: Translator, node: Node): Relation {
  const { symbol } = node;
  const given = symbol ? t.letOf(symbol.id) : undefined;
  if (given) return t.tabular(given);
  if (symbol?.kind !== 'Table') throw node.error('unsupported', `“${clip(node.text)}” is not supported as a table.`);
  return relationOf(t.table(node, symbol.name), node.columns);
}
