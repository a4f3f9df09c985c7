/** From text to the analysed tree, by Microsoft's parser. */

import { LRUCache } from 'lru-cache';
import { type KqlDiagnostic, KqlError } from '../model';
import { type TableSchema, tableSchemas } from '../schemas';
import { isCommand, type KustoGlobals, kusto, kustoGlobals, toArray } from './kusto';
import { checkLetUses, mayUseTooOften } from './let-uses';
import { checkLimits, defaultLimits, type Limits } from './limits';
import { clip, Node, position } from './node';

const MAX_DIAGNOSTICS = 5;
/** Operators in one chain such as `a or b or …`: analysing them takes seconds and stack. */
const MAX_CHAIN = 1500;

/**
 * The analysed tree of a query; its root is a `QueryBlock`. Throws a KqlError for a text that exceeds a limit, is not KQL,
 * or names a table, column or function that does not exist.
 */
export function parseKql(text: string, schemas: TableSchema[] = tableSchemas, limits: Limits = defaultLimits): Node {
  checkLimits(text, limits);
  if (mayUseTooOften(text)) checkLetUses(readSyntax(text));
  const code = analyse(text, globalsOf(schemas));
  const faults = toArray(code.GetDiagnostics()).filter((d) => d.Severity === 'Error');
  if (faults.length > 0) {
    const diagnostics = faults.map(({ Code, Message, Start }) => ({ code: Code, message: reword(Message), at: Start }));
    throw new KqlError(distinct(text, diagnostics).slice(0, MAX_DIAGNOSTICS));
  }
  const root = new Node(code.Syntax, text);
  if (root.list('Statements').length === 0) throw root.error('empty', 'The query is empty.');
  return root;
}

/** The tree without analysis: names are not looked up. Check the limits first. */
export function readSyntax(text: string): Node {
  refuseCommand(text);
  return new Node(kusto.KustoCode.Parse(text).Syntax, text);
}

function refuseCommand(text: string): void {
  if (!isCommand(text)) return;
  throw new KqlError([
    { code: 'command', message: 'This is a command, since it begins with a dot, and not a query.', line: 1, column: 1 },
  ]);
}

function analyse(text: string, globals: KustoGlobals) {
  refuseCommand(text);
  try {
    return kusto.KustoCode.ParseAndAnalyze(text, globals);
  } catch {
    // The parser's own message can be megabytes of the text it choked on.
    throw new KqlError([{ code: 'parser', message: 'The KQL parser cannot read this query.', line: 1, column: 1 }]);
  }
}

/** The parser often reports one place twice. */
function distinct(text: string, faults: { code: string; message: string; at: number }[]): KqlDiagnostic[] {
  const seen = new Map<number, KqlDiagnostic>();
  for (const { code, message, at } of faults.sort((a, b) => a.at - b.at)) {
    if (!seen.has(at)) seen.set(at, { code, message, ...position(text, at) });
  }
  return [...seen.values()];
}

function reword(message: string): string {
  if (/depth exceeds/.test(message)) return `The query has a chain of more than ${MAX_CHAIN} operators, or nests too deeply.`;
  const unknown = /^The name '(.*)' does not refer to any known table, tabular variable or function\.$/s.exec(message);
  return unknown ? `There is no table “${clip(unknown[1] ?? '')}”.` : clip(message, 300);
}

/** Microsoft Sentinel's function that reads a watchlist. */
export const WATCHLIST = '_GetWatchlist';

/** Any column may be in a watchlist, besides these two. */
const watchlist = new kusto.Symbols.FunctionSymbol.$ctor6(
  WATCHLIST,
  symbolOf(WATCHLIST, [
    { name: 'SearchKey', type: 'string' },
    { name: 'LastUpdatedTimeUTC', type: 'datetime' },
  ]).WithIsOpen(true),
  [new kusto.Symbols.Parameter.$ctor2('watchlistAlias', kusto.Symbols.ScalarTypes.String)],
  null,
);

const withoutTables = kustoGlobals(MAX_CHAIN);
const known = new WeakMap<TableSchema[], KustoGlobals>();
/** Two estates often have the same table. */
const tableSymbols = new LRUCache<string, object>({ max: 2000 });

function globalsOf(schemas: TableSchema[]): KustoGlobals {
  let globals = known.get(schemas);
  if (!globals) {
    const tables = schemas.map(tableSymbol);
    const { DatabaseSymbol } = kusto.Symbols;
    globals = withoutTables.WithDatabase(new DatabaseSymbol.ctor('telemetry', [...tables, watchlist]));
    known.set(schemas, globals);
  }
  return globals;
}

function tableSymbol({ name, columns }: TableSchema): object {
  const key = JSON.stringify([name, columns.map((column) => [column.name, column.type])]);
  const symbol = tableSymbols.get(key) ?? symbolOf(name, columns);
  tableSymbols.set(key, symbol);
  return symbol;
}

/** A table of column symbols: the parser takes milliseconds to make one of text. */
function symbolOf(name: string, columns: TableSchema['columns']): { WithIsOpen(open: boolean): object } {
  const { ColumnSymbol, ScalarTypes, TableSymbol } = kusto.Symbols;
  return new TableSymbol.$ctor4(
    name,
    columns.map((column) => new ColumnSymbol(column.name, ScalarTypes.GetSymbol(column.type))),
  );
}
