import 'server-only';
import { type Bytes, openBytes } from './bytes';
import { csvRows } from './csv-rows';
import { jsonRows } from './json-rows';
import { type Kind, kindOf } from './kind';
import { ndjsonRows } from './ndjson-rows';
import { parquetRows } from './parquet-rows.server';
import type { ReadingLimits } from './reading-limits';
import type { Batches } from './rows';
import { textOf } from './text';
import { unpackTo } from './unpack';

export interface Reading {
  /** The format in words: `CSV, gzipped`. */
  format: string;
  batches: Batches;
  /** Bytes of the file as it lies on disk: all of them, and those read so far. */
  total: number;
  read: () => number;
  close: () => void;
}

function kindClosing(bytes: Bytes, name: string) {
  try {
    return kindOf(bytes.head, name);
  } catch (error) {
    bytes.close();
    throw error;
  }
}

const names: Record<Kind, string> = { csv: 'CSV', ndjson: 'NDJSON', json: 'JSON', parquet: 'Parquet' };

/**
 * Opens an export of any format we read, plain or gzipped; `name` is what people call it. `temporary` is a path that may be used for
 * an unpacked copy. Throws a Fault when it is of another kind, empty or damaged; reading its batches throws one when it is cut short.
 */
export async function openExport(path: string, name: string, temporary: string, limits: ReadingLimits): Promise<Reading> {
  const bytes = await openBytes(path, name, limits);
  const { kind, encoding } = kindClosing(bytes, name);
  const format = [names[kind], encoding !== 'utf-8' && encoding.toUpperCase(), bytes.gzipped && 'gzipped']
    .filter(Boolean)
    .join(', ');
  const common = { format, total: bytes.total, close: bytes.close };
  if (kind === 'parquet') {
    limits.expectsRows = false;
    // Parquet is read from its end, so a gzipped one is unpacked first.
    if (bytes.gzipped) await unpackTo(temporary, bytes.chunks);
    let done = 0;
    const onRead = (rows: number, all: number) => {
      done = Math.round((bytes.total * rows) / Math.max(all, 1));
    };
    return { ...common, read: () => done, batches: parquetRows(bytes.gzipped ? temporary : path, name, onRead) };
  }
  const texts = textOf(bytes.chunks, encoding);
  const reader = { csv: csvRows, ndjson: ndjsonRows, json: jsonRows }[kind];
  return { ...common, read: bytes.read, batches: reader(texts, name) };
}
