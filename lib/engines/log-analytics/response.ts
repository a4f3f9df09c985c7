/** The body of an answer of the query API: its table, or how it failed. Pure. */
import { z } from 'zod';
import { type AzureError, innermostErrors, readErrors, wordsOf } from '@/lib/engines/azure/azure-error';
import { cellOf, kqlType } from '@/lib/engines/azure/cells';
import { parseExactly, parseLossless } from '@/lib/engines/azure/exact-json';
import type { Failure } from '@/lib/engines/azure/failure';
import type { Table } from '@/lib/engines/azure/service';
import type { Cell } from '@/lib/kql/model';

const table = z.object({
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: kqlType })),
  rows: z.array(z.unknown()),
});
const body = z.object({ tables: z.array(table).catch([]), error: z.unknown().optional() });

const broken = (what: string): Failure => ({ kind: 'broken', what: `Log Analytics sent ${what}.` });

/**
 * The answer's table, exact in every cell, or why it is not a whole answer. `isFuzzy`: the query passes over tables that are not
 * there, so that Azure's warning of them takes nothing away.
 */
export function readAnswer(text: string, isFuzzy: boolean): Table | Failure {
  if (text.trim() === '') return broken('an empty answer');
  try {
    const { tables, error } = body.parse(parseExactly(text));
    const errors = readErrors(error);
    const primary = tables.find(({ name }) => name === 'PrimaryResult') ?? tables[0];
    const isWhole = errors.length === 0 || (isFuzzy && innermostErrors(error).every(isUnresolved));
    if (!isWhole) return incomplete(errors, primary && tableOf(primary, text));
    return primary ? tableOf(primary, text) : broken('an answer without a table');
  } catch {
    // What was thrown may quote the body, which is rows.
    return broken('an answer that cannot be read');
  }
}

const isUnresolved = ({ code, message }: AzureError) =>
  code === '-2133196790' && /failed to resolve .*expression named/i.test(message);

/** Azure answers 200 also where a part failed. Only rows that it left out for their number are a beginning of the answer. */
function incomplete(errors: AzureError[], rows: Table | undefined): Failure {
  const said = errors.map(({ code, message }) => `${code} ${message}`).join(' ');
  const nothing = { columns: rows?.columns ?? [], rows: [] };
  if (/RESULT_SET_TOO_LARGE|80DA0003|result\w* (?:set )?(?:was |were )?truncated|set limit of \d+ (?:records|bytes)/i.test(said))
    return { kind: 'cut', what: 'The answer is larger than Log Analytics gives at once.', result: rows ?? nothing };
  if (/RUNAWAY_QUERY|LOW_MEMORY_CONDITION|80DA0001|80DA0007/i.test(said))
    return { kind: 'cut', what: 'The query needs more memory than Log Analytics gives it.', result: nothing };
  return { kind: 'partial', what: wordsOf(errors) };
}

function tableOf({ columns, rows }: z.infer<typeof table>, text: string): Table {
  const dynamics = columns.flatMap(({ type }, i) => (type === 'dynamic' ? [i] : []));
  const hasObjects = rows.some(
    (row) => Array.isArray(row) && dynamics.some((i) => typeof row[i] === 'object' && row[i] !== null),
  );
  // Azure sends dynamic values as text. If it sent one as an object, its numbers could not be told from texts.
  const exact = hasObjects ? losslessRows(text, rows.length) : rows;
  const converters = columns.map(({ type }) => cellOf(type));
  return { columns, rows: exact.map((row) => cellsOf(row, converters)) };
}

function losslessRows(text: string, count: number): unknown[] {
  const { tables } = body.parse(parseLossless(text));
  const primary = tables.find(({ name }) => name === 'PrimaryResult') ?? tables[0];
  if (primary?.rows.length !== count) throw new RangeError('not the same table');
  return primary.rows;
}

function cellsOf(row: unknown, converters: ((value: unknown) => Cell)[]): Cell[] {
  if (!Array.isArray(row) || row.length !== converters.length) throw new RangeError('not a whole row');
  return converters.map((convert, i) => convert(row[i]));
}
