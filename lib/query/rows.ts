/** Reads an engine's rows by column name and parses them. Behind this boundary the code trusts their types. */
import { z } from 'zod';
import type { QueryResult } from '@/lib/engines/engine';
import type { Cell } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { inSlices } from '@/lib/shared/turns';

/** A `long` that counts events. Engines give it as text. */
export const count = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

const listOfTexts = z.array(z.string()); // one for all cells: making it takes longer than a cell

/** A dynamic array of texts, given as JSON text. Null counts as empty; empty texts are dropped. */
export const texts = z
  .string()
  .nullable()
  .transform((json) => listOfTexts.parse(JSON.parse(json ?? '[]')).filter((text) => text !== ''));

/**
 * The rows as objects of the shape's type, read in slices: a large answer takes seconds. Rejects with a Fault when the engine's answer has
 * another shape.
 */
export async function readRows<S extends z.ZodObject>(result: QueryResult, shape: S): Promise<z.infer<S>[]> {
  const at = Object.keys(shape.shape).map((name) => [name, result.columns.findIndex((c) => c.name === name)] as const);
  const rows: z.infer<S>[] = [];
  await inSlices(result.rows, (row) => {
    const read = shape.safeParse(Object.fromEntries(at.map(([name, i]) => [name, row[i]])));
    if (!read.success) throw notUnderstood(read.error);
    rows.push(read.data);
  });
  return rows;
}

function notUnderstood({ issues: [issue] }: z.ZodError): Fault {
  return new Fault('unavailable', `The engine's answer is not understood: ${issue?.path.join('.')}: ${issue?.message}.`);
}

/** The cell of a named column; undefined where the answer has no such column. */
export function cellOf(result: QueryResult, row: Cell[], name: string): Cell | undefined {
  const at = result.columns.findIndex((c) => c.name === name);
  return at < 0 ? undefined : row[at];
}
