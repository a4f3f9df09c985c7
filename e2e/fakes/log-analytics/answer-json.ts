/** Writes an answer as the API does. JSON.stringify is not used for rows, since it would round a long. */
import type { Cell, Column, KqlType } from '@/lib/kql/model';

type Write = (cell: NonNullable<Cell>) => string;

const text: Write = (cell) => JSON.stringify(String(cell));
const real: Write = (cell) => (Number.isFinite(Number(cell)) ? JSON.stringify(Number(cell)) : JSON.stringify(String(cell)));

/** A long is a number, however large; a time has as many digits as it needs, up to 7; a dynamic is its JSON as a text. */
const writers: Record<KqlType, Write> = {
  long: String,
  int: String,
  real,
  bool: String,
  datetime: (cell) => JSON.stringify(String(cell).replace(/\.?0+Z$/, 'Z')),
  string: text,
  dynamic: text,
  timespan: text,
  decimal: text,
  guid: text,
};

export interface AnswerParts {
  columns: Column[];
  rows: Cell[][];
  /** What stands beside the table, such as `error` or `statistics`. */
  beside: Record<string, object>;
}

export function answerJson({ columns, rows, beside }: AnswerParts): string {
  const write = columns.map(({ type }) => writers[type]);
  const lines = rows.map((row) => `[${row.map((cell, i) => (cell === null ? 'null' : write[i]?.(cell))).join(',')}]`);
  const table = `{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":[${lines.join(',')}]}`;
  const others = Object.entries(beside).map(([name, value]) => `,${JSON.stringify(name)}:${JSON.stringify(value)}`);
  return `{"tables":[${table}]${others.join('')}}`;
}
