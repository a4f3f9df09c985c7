import 'server-only';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { chunksOf, openDuckDb } from '@/lib/engines/embedded/duckdb.server';
import { tableSchemas } from '@/lib/kql/schemas';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';
import { Fault, messageOf } from '@/lib/shared/errors';
import { bytesAt } from './bytes';
import { columnNames } from './header';
import type { Batch, Batches } from './rows';
import { NUL } from './text';

/** Names of datetime columns in any table. Our own Parquet files store them as ticks. */
const timeColumns = new Set(
  tableSchemas.flatMap(({ columns }) => columns.filter(({ type }) => type === 'datetime').map(({ name }) => name.toLowerCase())),
);

/** The rows of a Parquet file at `path`; lines count rows. `onRead` is told how many rows were read and how many there are. */
export async function* parquetRows(path: string, file: string, onRead: (done: number, all: number) => void): Batches {
  await checkEnds(path, file);
  const folder = dirname(path);
  const database = { database: ':memory:', folders: [folder], memoryLimit: '512MB', threads: 1, temporary: folder };
  const instance = await openDuckDb(database);
  const connection = await instance.connect();
  try {
    yield* read(connection, path, file, onRead);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('bad-input', `${file} is no readable Parquet file: ${reasonOf(error, path, file)}`, { cause: error });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** DuckDB's reason without the name of its error class (“Binder Error”), which tells a person nothing, and without SQL of ours. */
function reasonOf(error: unknown, path: string, file: string): string {
  const [line = ''] = messageOf(error).replaceAll(path, file).split('\n'); // further lines quote the SQL
  const reason = line.replace(/^(?:[A-Z][\w-]* )+Error: /, '');
  return (reason === '' ? 'its content contradicts its footer' : reason).slice(0, 300);
}

async function* read(
  connection: DuckDBConnection,
  path: string,
  file: string,
  onRead: (done: number, all: number) => void,
): Batches {
  const source = `read_parquet(${sqlString(path)}, binary_as_string = true)`;
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  const columns = described.getRowsJson().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const names = columnNames(
    columns.map(({ name }) => name),
    file,
  );
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${source}`);
  const all = Number(counted.getRowsJson()[0]?.[0] ?? 0);
  await checkTicks(connection, source, columns, file);
  // One text a row, its values divided by NUL, gets from DuckDB to JavaScript ten times as fast as one text a value.
  const sql = `SELECT concat_ws(chr(0), ${columns.map(textSql).join(', ')}) FROM ${source}`;
  let row = 0;
  for await (const chunk of chunksOf(connection, await connection.stream(sql), sql)) {
    const batch: Batch = { rows: [], bad: [] };
    for (const text of chunk.getColumnValues(0)) {
      row += 1;
      const values = String(text).split(NUL);
      if (values.length === names.length) batch.rows.push({ line: row, category: null, names, values });
      else batch.bad.push({ line: row, reason: 'a NUL character', text: values.join('␀') });
    }
    onRead(row, all);
    yield batch;
  }
}

interface FileColumn {
  name: string;
  type: string;
}

const isTicks = ({ name, type }: FileColumn) => type === 'BIGINT' && timeColumns.has(name.toLowerCase());

/** Whole numbers in a time column are read as ticks, as in our own files. Throws a Fault when they cannot be ticks (Unix time, say). */
async function checkTicks(connection: DuckDBConnection, source: string, columns: FileColumn[], file: string): Promise<void> {
  for (const column of columns.filter((each) => isTicks(each) && /^time(?:stamp|generated)$/i.test(each.name))) {
    // The years 1902 to 2218 in ticks. Unix times of these years, in any unit, are outside.
    const odd = `${sqlIdentifier(column.name)} NOT BETWEEN 600000000000000000 AND 700000000000000000`;
    const found = await connection.runAndReadAll(`SELECT 1 FROM ${source} WHERE ${odd} LIMIT 1`);
    if (found.currentRowCount > 0)
      throw new Fault(
        'bad-input',
        `${file}: column ${column.name} holds whole numbers that are not ticks of 100 ns since year 1; write it as a TIMESTAMP.`,
      );
  }
}

/** A column as text that values.ts reads. */
function textSql({ name, type }: FileColumn): string {
  const column = sqlIdentifier(name);
  if (isTicks({ name, type })) {
    const micros = `make_timestamp(${column} // 10 - 62135596800000000)`;
    return `coalesce(strftime(${micros}, '%Y-%m-%dT%H:%M:%S.%f') || (${column} % 10) || 'Z', '')`;
  }
  if (type.startsWith('TIMESTAMP WITH')) return `coalesce((${column} AT TIME ZONE 'UTC')::VARCHAR, '')`;
  const nested = /[[(]/.test(type) && !type.startsWith('DECIMAL');
  return nested ? `coalesce(to_json(${column})::VARCHAR, '')` : `coalesce(${column}::VARCHAR, '')`;
}

/** A Parquet file begins and ends with PAR1. The footer with the schema is written last, so a cut file lacks the second one. */
async function checkEnds(path: string, file: string): Promise<void> {
  const { size } = await stat(path);
  const tail = await bytesAt(path, Math.max(0, size - 4), 4);
  if (size < 12 || tail.toString('latin1') !== 'PAR1')
    throw new Fault('bad-input', `${file} is cut short: a Parquet file ends with its footer, this one does not.`);
}
