/** summarize: first the keys, then the aggregates, under the names that the parser gives them. */
import type { Column } from '../model';
import { columnList, type Relation, select } from '../sql/relation';
import { rowScope, type Translator } from '../sql/translator';
import type { Node } from '../syntax/node';
import type { Operator } from './operator';
import { checkParameters } from './parameters';

/** One aggregate: its SQL beside the keys, and the columns that are taken out of it. */
interface Part {
  inner: string;
  outer: string[];
}

function grouped(t: Translator, operator: Node, input: Relation): Relation {
  checkParameters(operator, []);
  const { columns } = operator;
  const keys = (operator.find('ByClause')?.list('Expressions') ?? []).map(bodyOf);
  const keyNames = columnList(columns.slice(0, keys.length));
  const keySql = keys.map((key, i) => named(t.expression(key, rowScope).sql, keyNames[i] ?? ''));
  const aggregates = operator.list('Aggregates');
  if (aggregates.length === 0) return select(input, distinctList(keySql), columns);
  let at = keys.length;
  const parts = aggregates.map((aggregate, i): Part => {
    const call = bodyOf(aggregate);
    const row = rowValues(t, call, input, keys);
    const own = columns.slice(at, at + (row?.values.length ?? 1));
    at += own.length;
    if (row) return rowPart(row, own, `"$row${i}"`, keys.length === 0);
    const name = columnList(own)[0] ?? '';
    return { inner: `${t.expression(call, { aggregates: input }).sql} AS ${name}`, outer: [name] };
  });
  if (at !== columns.length) throw operator.error('unsupported', 'This summarize is not supported.');
  const tail = keys.length === 0 ? '' : `GROUP BY ${keys.map((_, i) => i + 1).join(', ')}`;
  const groups = select(input, [...keySql, ...parts.map((p) => p.inner)], columns, tail);
  const isPlain = parts.every((p) => p.outer.length === 1 && p.inner.endsWith(` AS ${p.outer[0]}`));
  return isPlain ? groups : select(groups, [...keyNames, ...parts.flatMap((p) => p.outer)], columns);
}

const bodyOf = (node: Node) =>
  node.kind === 'SimpleNamedExpression' || node.kind === 'CompoundNamedExpression' ? node.get('Expression') : node;

const named = (sql: string, name: string) => (sql === name ? sql : `${sql} AS ${name}`);

const distinctList = ([first = '', ...rest]: string[]) => [`DISTINCT ${first}`, ...rest];

interface RowValues {
  /** Picks one row, which the SQL names `_r`. */
  pick: (row: string) => string;
  values: { sql: string; isText: boolean }[];
}

const extremeRows = ['arg_max', 'arg_min', 'argmax', 'argmin'];
const anyRows = ['take_any', 'any'];
/** Aggregates that take several columns from one row. */
export const rowAggregates = [...extremeRows, ...anyRows];

/** arg_max, arg_min and take_any of several columns take them from one row; undefined for other aggregates. */
function rowValues(t: Translator, call: Node, input: Relation, keys: Node[]): RowValues | undefined {
  if (call.kind !== 'FunctionCallExpression') return undefined;
  const name = call.get('Name').simpleName;
  const args = call.get('ArgumentList').list('Expressions');
  const isArg = extremeRows.includes(name);
  const isAny = anyRows.includes(name) && (args.length > 1 || args[0]?.kind === 'StarExpression');
  if (!isArg && !isAny) return undefined;
  const keyColumns = new Set(keys.filter((k) => k.symbol?.kind === 'Column').map((k) => k.symbol?.name));
  const [first] = args;
  if (!first) throw call.error('arguments', `${name}() lacks its arguments.`);
  const taken = new Set(isArg && first.symbol?.kind === 'Column' ? [first.symbol.name] : []);
  const values = args.flatMap((arg) => {
    if (arg.kind !== 'StarExpression') return [t.expression(arg, rowScope)];
    const rest = input.columns.filter((c) => !keyColumns.has(c.name) && !taken.has(c.name));
    return rest.map((c, i) => ({ sql: columnList(rest)[i] ?? '', type: c.type }));
  });
  const by = values[0]?.sql ?? '';
  const aggregate = name.replace('argm', 'arg_m');
  return {
    // DuckDB ignores rows whose extreme is null; KQL gives one of them where there is no other.
    pick: (row) => (isAny ? `first(${row})` : `coalesce(${aggregate}(${row}, ${by}), first(${row}))`),
    values: values.map((v) => ({ sql: v.sql, isText: v.type === 'string' })),
  };
}

function rowPart({ pick, values }: RowValues, columns: Column[], name: string, mayBeEmpty: boolean): Part {
  const row = `{${values.map((v, i) => `'f${i}': ${v.sql}`).join(', ')}}`;
  const names = columnList(columns);
  const outer = values.map(({ isText }, i) => {
    const field = `${name}.f${i}`;
    return `${isText && mayBeEmpty ? `coalesce(${field}, '')` : field} AS ${names[i]}`;
  });
  return { inner: `${pick(row)} AS ${name}`, outer };
}

export const summarize: Operator = { source: null, pipe: grouped, rows: 'groups', columns: 'computed', tables: 'none' };
