import { Fault } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import { type CsvRecord, CsvSplitter } from './csv-splitter';
import { columnNames } from './header';
import type { Batch, Batches } from './rows';

/** The rows of a CSV text; its first record is the header. */
export async function* csvRows(texts: AsyncIterable<string>, file: string): Batches {
  let splitter: CsvSplitter | undefined;
  let names: string[] | undefined;
  const batch = (records: CsvRecord[]): Batch => {
    const result: Batch = { rows: [], bad: [] };
    for (const record of records) {
      if (isBlank(record)) continue;
      if (names === undefined) {
        names = header(record, file);
        continue;
      }
      const { line, fields: values } = record;
      const reason = record.fault ?? (values.length === names.length ? null : wrongCount(record, names.length, file));
      if (reason === null) result.rows.push({ line, category: null, names, values });
      else result.bad.push({ line, reason, text: record.text || values.join(' | ') });
    }
    return result;
  };
  for await (const text of texts) {
    splitter ??= new CsvSplitter(file, delimiterOf(text));
    yield batch(splitter.push(text));
  }
  if (splitter) yield batch(splitter.finish());
  if (names === undefined)
    throw new Fault('bad-input', `${file} has no header line; the first line of a CSV export names its columns.`);
}

function header(record: CsvRecord, file: string): string[] {
  if (record.fault !== null)
    throw new Fault('bad-input', `${file}, line ${record.line}: the header is not CSV: ${record.fault}.`);
  if (record.fields.length < 3)
    throw new Fault(
      'bad-input',
      `${file} is no CSV export: its first line, “${record.fields.join(', ').slice(0, 80)}”, names no columns.`,
    );
  return columnNames(record.fields, file);
}

/** Why a record has the wrong number of fields. Throws a Fault when it is the last and has no line end: the file is cut there. */
function wrongCount(record: CsvRecord, expected: number, file: string): string {
  const found = `${counted(record.fields.length, 'field')} where the header names ${counted(expected, 'column')}`;
  if (!record.ended && record.fields.length < expected)
    throw new Fault('bad-input', `${file} is cut short: its last record, on line ${record.line}, has ${found} and no line end.`);
  return found;
}

function isBlank(record: CsvRecord): boolean {
  return record.fields.length === 1 && record.fields[0] === '' && record.fault === null;
}

/** The character that divides the fields of the header line: a comma, or the one that spreadsheets of some countries write. */
function delimiterOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const count = (delimiter: string) => line.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best));
}
