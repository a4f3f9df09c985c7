import { z } from 'zod';
import { Fault } from '@/lib/shared/errors';
import { columnNames } from './header';
import { JsonRecords } from './json-record';
import { JsonSplitter } from './json-splitter';
import { parseExact } from './json-value';
import type { Batch, Batches } from './rows';

const columnList = z.array(
  z.union([z.object({ name: z.string() }), z.object({ ColumnName: z.string() }).transform(({ ColumnName: name }) => ({ name }))]),
);
const answerError = z.object({ code: z.string().optional(), message: z.string().optional() });

/** The rows of a JSON document: an answer of Graph or Log Analytics, wrapped records, or a plain array. Lines count rows. */
export async function* jsonRows(texts: AsyncIterable<string>, file: string): Batches {
  const splitter = new JsonSplitter(file);
  const records = new JsonRecords(file);
  let row = 0;
  let inTable = false;
  let columns: string[] | undefined;
  let error: string | undefined;
  for await (const text of texts) {
    const batch: Batch = { rows: [], bad: [] };
    for (const piece of splitter.push(text)) {
      if (piece.kind === 'table') [inTable, columns] = [true, undefined];
      else if (piece.kind === 'columns') columns = columnsOf(piece.text, file);
      else if (piece.kind === 'error') error = errorOf(piece.text);
      else if (piece.kind === 'row') {
        row += 1;
        if (inTable && !columns)
          throw new Fault('bad-input', `${file}: a table has its rows before its columns, as no answer of Log Analytics has.`);
        records.add(batch, row, piece.text, columns);
      }
    }
    yield batch;
  }
  splitter.finish();
  if (error !== undefined && row === 0) throw new Fault('bad-input', `${file} is an answer that says it failed: ${error}`);
  if (error !== undefined) yield { rows: [], bad: [], notes: [`The answer in ${file} says that it is not whole: ${error}`] };
}

function columnsOf(text: string, file: string): string[] {
  const parsed = columnList.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Fault('bad-input', `${file}: the list of columns of a table is not [{name, type}, …].`);
  return columnNames(
    parsed.data.map(({ name }) => name),
    file,
  );
}

function errorOf(text: string): string {
  const parsed = answerError.safeParse(parseExact(text));
  const { code = 'no code', message = 'no message' } = parsed.success ? parsed.data : {};
  return `${code}, ${message}`.slice(0, 300);
}
