/** Collects a query's rows up to what one answer may hold. */
import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { QueryResult } from '@/lib/engines/engine';
import type { Cell, Column } from '@/lib/kql/model';
import { cellOf } from './cells';

/** Kusto's limit as well. */
const MAX_ROWS = 500_000;
/** The limit for all texts of an answer together, in characters, so that a few answers fit into memory at once. */
const MAX_TEXT = 256 * 1024 * 1024;

export class Answer {
  private readonly rows: Cell[][] = [];
  private readonly partial: string[] = [];
  private text = 0;
  private readonly converters;

  constructor(
    private readonly columns: Column[],
    private readonly maxRows = MAX_ROWS,
    private readonly maxText = MAX_TEXT,
  ) {
    this.converters = columns.map(({ type }) => cellOf(type));
  }

  /** Adds a chunk; returns false when the answer is full. */
  take(chunk: DuckDBDataChunk): boolean {
    const columns = this.converters.map((convert, i) => chunk.getColumnValues(i).map(convert));
    for (let i = 0; i < chunk.rowCount; i++) {
      const row = columns.map((cells) => cells[i] ?? null);
      for (const cell of row) if (typeof cell === 'string') this.text += cell.length;
      if (this.isFull()) return false;
      this.rows.push(row);
    }
    return true;
  }

  result(): QueryResult {
    return { columns: this.columns, rows: this.rows, partial: this.partial, cut: this.partial.length > 0 };
  }

  private isFull(): boolean {
    const advice = 'Narrow the window, filter or summarize.';
    if (this.rows.length >= this.maxRows)
      this.partial.push(`The answer was cut at ${this.maxRows.toLocaleString('en')} rows. ${advice}`);
    else if (this.text > this.maxText)
      this.partial.push(
        `The answer was cut after ${this.rows.length.toLocaleString('en')} rows: their text is more than ${this.maxText / 1024 / 1024} MiB. ${advice}`,
      );
    return this.partial.length > 0;
  }
}
