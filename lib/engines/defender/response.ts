/** The answer of advanced hunting: a schema, and rows as objects that leave out what they have nothing for. */
import { z } from 'zod';
import { parseExactly, parseLossless } from '@/lib/engines/azure/exact-json';
import { CallFailure } from '@/lib/engines/azure/failure';
import type { Cell, Column } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { cellOf, typeOf } from './cells';

type Row = Record<string, unknown>;

/** Of a hundred thousand rows none is copied. */
const row = z.custom<Row>((value) => isObject(value) && !Array.isArray(value));
/** Microsoft's own examples write the names both ways. */
const property = z.union([
  z.object({ name: z.string(), type: z.string() }),
  z.object({ Name: z.string(), Type: z.string() }).transform(({ Name, Type }) => ({ name: Name, type: Type })),
]);
const body = z.object({ schema: z.array(property).min(1), results: z.array(row) });

type Body = z.infer<typeof body>;

/** The table of a body, whole and exact. Throws a CallFailure when the body is none or a value is not of its column's type. */
export function readTable(text: string): { columns: Column[]; rows: Cell[][] } {
  try {
    const { schema, results } = body.parse(parseExactly(text));
    const columns = schema.map(columnOf);
    const dynamic = columns.filter(({ type }) => type === 'dynamic' || type === 'string').map(({ name }) => name);
    const isExact = !results.some((each) =>
      dynamic.some((name) => isObject(cellIn(each, name)) && mayBeInexact(cellIn(each, name))),
    );
    return { columns, rows: cellsOf(isExact ? results : lossless(text, results), columns) };
  } catch (error) {
    if (error instanceof CallFailure) throw error;
    // Its message may quote the answer.
    throw new CallFailure({ kind: 'broken', what: broken(text) });
  }
}

const broken = (text: string) =>
  text.trim() === '' ? 'Microsoft Defender sent an empty answer.' : 'Microsoft Defender sent an answer that cannot be read.';

function columnOf({ name, type: given }: Body['schema'][number]): Column {
  const type = typeOf(given);
  if (type) return { name, type };
  const fault = new Fault(
    'unavailable',
    `Microsoft Defender answers with a type this server does not know: ${given.slice(0, 40)}.`,
  );
  throw new CallFailure({ kind: 'refused', fault, stale: false });
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
