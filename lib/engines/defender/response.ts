/** The answer of advanced hunting: a schema, and rows as objects that leave out what they have nothing for. */
import { z } from 'zod';
import { parseExactly, parseLossless } from '@/lib/engines/azure/exact-json';
import type { Failure } from '@/lib/engines/azure/failure';
import type { Table } from '@/lib/engines/azure/service';
import type { Cell, Column } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { cellOf, typeOf } from './cells';

type Row = Record<string, unknown>;

/** A check that copies nothing, because there may be a hundred thousand rows. */
const row = z.custom<Row>((value) => isObject(value) && !Array.isArray(value));
/** Microsoft's own examples write the names both ways. */
const property = z.union([
  z.object({ name: z.string(), type: z.string() }),
  z.object({ Name: z.string(), Type: z.string() }).transform(({ Name, Type }) => ({ name: Name, type: Type })),
]);
const body = z.object({ schema: z.array(property).min(1), results: z.array(row) });

type Body = z.infer<typeof body>;

/** What one answer may hold. */
const MAX_ROWS = 100_000;

/** The table of a body, whole and exact, or why it is none or not the whole answer. */
export function readAnswer(text: string): Table | Failure {
  try {
    const { schema, results } = body.parse(parseExactly(text));
    const columns = schema.flatMap(columnOf);
    if (columns.length < schema.length) return unheard(schema);
    const dynamic = columns.filter(({ type }) => type === 'dynamic' || type === 'string').map(({ name }) => name);
    const isExact = !results.some((each) =>
      dynamic.some((name) => isObject(cellIn(each, name)) && mayBeInexact(cellIn(each, name))),
    );
    return wholeOrCut({ columns, rows: cellsOf(isExact ? results : lossless(text, results), columns) });
  } catch {
    // What was thrown may quote the answer.
    return { kind: 'broken', what: broken(text) };
  }
}

function wholeOrCut(table: Table): Table | Failure {
  if (table.rows.length < MAX_ROWS) return table;
  const what = `The answer was cut at ${MAX_ROWS.toLocaleString('en')} rows, the most that Microsoft Defender gives at once.`;
  return { kind: 'cut', what, result: table };
}

const broken = (text: string) =>
  text.trim() === '' ? 'Microsoft Defender sent an empty answer.' : 'Microsoft Defender sent an answer that cannot be read.';

function columnOf({ name, type: given }: Body['schema'][number]): Column[] {
  const type = typeOf(given);
  return type ? [{ name, type }] : [];
}

function unheard(schema: Body['schema']): Failure {
  const type = schema.find((column) => columnOf(column).length === 0)?.type.slice(0, 40);
  const message = `Microsoft Defender answers with a type this server does not know: ${type}.`;
  return { kind: 'refused', fault: new Fault('unavailable', message), stale: false };
}

function cellsOf(results: Row[], columns: Column[]): Cell[][] {
  const converters = columns.map(({ name, type }) => ({ name, convert: cellOf(type) }));
  return results.map((each) => converters.map(({ name, convert }) => convert(cellIn(each, name))));
}

/** A column may be called `constructor`. */
const cellIn = (each: Row, name: string) => (Object.hasOwn(each, name) ? each[name] : undefined);

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** It holds a number, or what stands for one of many digits, whose own text is lost. */
function mayBeInexact(value: unknown): boolean {
  if (typeof value === 'string') return /^-?\d[\d.eE+-]{15,}$/.test(value);
  return isObject(value) ? Object.values(value).some(mayBeInexact) : typeof value === 'number';
}

/** The same rows, slower, with every number as it was written. */
function lossless(text: string, results: Row[]): Row[] {
  const exact = body.parse(parseLossless(text)).results;
  if (exact.length !== results.length) throw new RangeError('not the same table');
  return exact;
}
