/**
 * Microsoft's Kusto parser, loaded and typed in one place. It is C# compiled to JavaScript: it defines the globals
 * `Bridge`, `System` and `Kusto`, and its lists and enums are .NET's. Only what we use is typed.
 */
import '@kusto/language-service-next/bridge.min.js';
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js';

export interface KustoList<T> {
  Count: number;
  getItem(index: number): T;
}

interface KustoSymbol {
  Name: string;
  Kind: number;
}

interface KustoType extends KustoSymbol {
  /** Tables have it only. */
  Columns?: KustoList<KustoSymbol & { Type: KustoSymbol }>;
}

export interface KustoNode {
  Kind: number;
  ChildCount: number;
  TextStart: number;
  End: number;
  /** Right for strings and whole numbers. For hex, timespans, datetimes and nan it is wrong: read the text. */
  LiteralValue?: unknown;
  /** Tokens have it. */
  ValueText?: string;
  /** A name without brackets and quotes. */
  SimpleName?: string;
  ReferencedSymbol?: KustoSymbol | null;
  ResultType?: KustoType | null;
  GetChild(index: number): KustoNode | null;
  GetName(index: number): string;
}

interface KustoDiagnostic {
  Code: string;
  Severity: string;
  Start: number;
  Message: string;
}

interface KustoCode {
  Syntax: KustoNode;
  GetDiagnostics(): KustoList<KustoDiagnostic>;
}

/** What the parser knows besides the text: tables and settings. */
export interface KustoGlobals {
  ParseOptions: { WithAlwaysProduceEndTokens(always: boolean): object };
  WithParseOptions(options: object): KustoGlobals;
  WithDatabase(database: object): KustoGlobals;
  WithProperty(type: object, property: object, value: number): KustoGlobals;
  GetFunction(name: string): object | null;
  GetAggregate(name: string): object | null;
  GetPlugIn(name: string): object | null;
  GetOperator(kind: number): object | null;
}

interface Language {
  KustoCode: {
    GetKind(text: string): string;
    Parse(text: string): KustoCode;
    ParseAndAnalyze(text: string, globals: KustoGlobals): KustoCode;
  };
  Parsing: { QueryGrammar: { s_currentGrammar: object } };
  GlobalState: { Default: KustoGlobals };
  Properties: { MaxAnalysisDepth: object };
  Functions: Record<'GetYear' | 'HourOfDay' | 'MonthOfYear', { Signatures: KustoList<{ _returnType: object }> }>;
  Binding: { Binder: { NodeBinder: { s_GetSchemaSchema: { Columns: KustoList<{ Type: object }> } } } };
  Symbols: {
    DatabaseSymbol: { ctor: new (name: string, members: object[]) => object };
    ColumnSymbol: new (name: string, type: object) => object;
    TableSymbol: {
      $ctor4: new (name: string, columns: object[]) => { WithIsOpen(open: boolean): object };
    };
    FunctionSymbol: { $ctor6: new (name: string, returns: object, parameters: object[], description: null) => object };
    Parameter: { $ctor2: new (name: string, type: object) => object };
    SymbolKind: object;
    ScalarTypes: { Int: object; Long: object; String: object; GetSymbol(type: string): object };
  };
  Syntax: { SyntaxKind: object };
}

const loaded = globalThis as unknown as {
  Kusto: { Language: Language };
  System: { Enum: { getName(type: object, value: number): string }; Int32: object };
};

export const kusto: Language = loaded.Kusto.Language;

/** The engine gives these another type than its parser says, as measured on it. */
function correctTypes(): void {
  const { Int, Long } = kusto.Symbols.ScalarTypes;
  const { GetYear, HourOfDay, MonthOfYear } = kusto.Functions;
  for (const { Signatures } of [GetYear, HourOfDay, MonthOfYear]) Signatures.getItem(0)._returnType = Long;
  kusto.Binding.Binder.NodeBinder.s_GetSchemaSchema.Columns.getItem(1).Type = Int;
}

correctTypes();

/**
 * The parser makes a grammar before its first query, which takes it a second. It needs the grammar only to complete words, which we
 * never ask for, and to read commands such as `.show tables`, which we refuse. So an empty grammar stands in its place.
 */
function leaveOutGrammar(): void {
  const options = { EqualExceptForParseKind: () => true };
  kusto.Parsing.QueryGrammar.s_currentGrammar = { Options: options, Grammar: { QueryBlock: null } };
}

leaveOutGrammar();

/** Whether a text is a command, which begins with a dot. It must not reach the parser, which has no grammar to read it by. */
export const isCommand = (text: string): boolean => kusto.KustoCode.GetKind(text) === 'Command';

/**
 * The globals without tables. Analysis goes deep enough for a chain of operators of this length. Derive all other globals from these:
 * they share the maps in which the parser looks up functions and operators, which it would otherwise make for each text.
 */
export function kustoGlobals(depth: number): KustoGlobals {
  const { Default } = kusto.GlobalState;
  const globals = Default.WithProperty(loaded.System.Int32, kusto.Properties.MaxAnalysisDepth, depth)
    // As the parser itself wants them; it would else make globals of its own for each text.
    .WithParseOptions(Default.ParseOptions.WithAlwaysProduceEndTokens(true));
  globals.GetFunction('');
  globals.GetAggregate('');
  globals.GetPlugIn('');
  globals.GetOperator(0);
  return globals;
}

const nodeKinds = new Map<number, string>();
const symbolKinds = new Map<number, string>();

function nameOf(names: Map<number, string>, type: object, value: number): string {
  const known = names.get(value);
  if (known !== undefined) return known;
  const name = loaded.System.Enum.getName(type, value);
  names.set(value, name);
  return name;
}

/** The name of a SyntaxKind, e.g. `FilterOperator`. */
export const nodeKind = (kind: number) => nameOf(nodeKinds, kusto.Syntax.SyntaxKind, kind);
/** The name of a SymbolKind, e.g. `Column`. */
export const symbolKind = (kind: number) => nameOf(symbolKinds, kusto.Symbols.SymbolKind, kind);

/** A .NET list as an array. */
export function toArray<T>(list: KustoList<T>): T[] {
  return Array.from({ length: list.Count }, (_, i) => list.getItem(i));
}
