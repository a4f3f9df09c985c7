/**
 * Every operator we know, by the kind of its node. To add one, describe it in a file of its family and name it here. One
 * that is not here is refused by the embedded engine; Azure may know it, but a sweep assumes nothing of its rows.
 */
import { clip, type Node } from '../syntax/node';
import { extend, project, projectAway, projectRename, serialize } from './columns';
import { join, lookup } from './join';
import { mvExpand } from './mv-expand';
import type { Operator, Rows } from './operator';
import { as, count, distinct, render, sort, take, top, where } from './rows';
import { getSchema } from './schema';
import { find, search } from './search';
import { datatable, print, range } from './sources';
import { summarize } from './summarize';
import { union } from './union';

export const operators: Record<string, Operator> = {
  AsOperator: as,
  CountOperator: count,
  DataTableExpression: datatable,
  DistinctOperator: distinct,
  ExtendOperator: extend,
  FilterOperator: where,
  FindOperator: find,
  GetSchemaOperator: getSchema,
  JoinOperator: join,
  LookupOperator: lookup,
  MvExpandOperator: mvExpand,
  PrintOperator: print,
  ProjectAwayOperator: projectAway,
  ProjectKeepOperator: projectAway,
  ProjectOperator: project,
  ProjectRenameOperator: projectRename,
  ProjectReorderOperator: projectAway,
  RangeOperator: range,
  RenderOperator: render,
  SearchOperator: search,
  SerializeOperator: serialize,
  SortOperator: sort,
  SummarizeOperator: summarize,
  TakeOperator: take,
  TopOperator: top,
  UnionOperator: union,
};

/** What a node does to rows; undefined for a node that is no operator we know. */
function rowsOf(node: Node): Rows | undefined {
  const rows = operators[node.kind]?.rows;
  return typeof rows === 'function' ? rows(node) : rows;
}

/** The condition by which an operator judges each row by itself; undefined where it does not. */
export function conditionOf(operator: Node): Node | undefined {
  const rows = rowsOf(operator);
  return typeof rows === 'object' ? rows.where : undefined;
}

/** Whether every row comes out once, as the same event. */
export const keepsRows = (operator: Node) => rowsOf(operator) === 'all';

/** Whether every row comes out once or not at all, as the same event. */
export const passesRows = (operator: Node) =>
  keepsRows(operator) || rowsOf(operator) === 'some' || conditionOf(operator) !== undefined;

export const groupsRows = (operator: Node) => rowsOf(operator) === 'groups';

/** Whether each column it gives holds what it held. */
export function keepsColumns(operator: Node): boolean {
  const columns = operators[operator.kind]?.columns;
  return (typeof columns === 'function' ? columns(operator) : columns) === 'kept';
}

export const unitesTables = (node: Node) => operators[node.kind]?.tables === 'united';
export const readsUnnamedTables = (node: Node) => operators[node.kind]?.tables === 'unnamed';

/** The operator's own word, as written. */
export const wordOf = (operator: Node) => /^[\w-]+/.exec(operator.text)?.[0] ?? clip(operator.text);
