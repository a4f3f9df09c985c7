/** A query's answer as JSON, CSV or a table for a terminal. */
import type { QueryResult } from '@/lib/engines/engine';
import type { Cell, KqlType } from '@/lib/kql/model';
import { counted } from '@/lib/shared/format';

export const formats = { json, csv, table };

/** `{"columns":[{"name","type"}],"rows":[[…]]}`, one row a line. Numbers inside dynamic values stay as they were stored. */
function json({ columns, rows }: QueryResult): string {
  const lines = rows.map((row) => `[${row.map((cell, i) => jsonCell(cell, columns[i]?.type)).join(',')}]`);
  return `{"columns":${JSON.stringify(columns)},"rows":[${lines.length === 0 ? '' : `\n${lines.join(',\n')}\n`}]}\n`;
}

function jsonCell(cell: Cell, type: KqlType | undefined): string {
  if (cell === null) return 'null';
  // The engine returns a dynamic value as JSON text. Parsing that would round its numbers.
  if (type === 'dynamic' && typeof cell === 'string') return cell;
  // JSON has neither nan nor infinity.
  if (typeof cell === 'number' && !Number.isFinite(cell)) return JSON.stringify(String(cell));
  return JSON.stringify(cell);
}

/** RFC 4180: CRLF, quotes where needed, an empty field for null. */
function csv({ columns, rows }: QueryResult): string {
  const field = (cell: Cell) => {
    const text = cell === null ? '' : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.map((c) => c.name), ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

const MAX_WIDTH = 60;

/** Columns side by side. Long texts end in …, and control characters are escaped so that telemetry cannot steer the terminal. */
function table({ columns, rows }: QueryResult): string {
  const numeric = columns.map(({ type }) => ['int', 'long', 'real', 'decimal'].includes(type));
  const cells = [columns.map((c) => c.name), ...rows].map((row) => row.map(shown));
  const widths = columns.map((_, i) => cells.reduce((widest, row) => Math.max(widest, [...(row[i] ?? '')].length), 0));
  const lines = cells.map((row) => row.map((text, i) => padded(text, widths[i] ?? 0, numeric[i] ?? false)).join('  '));
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const count = counted(rows.length, 'row');
  return `${[lines[0], rule, ...lines.slice(1)].map((line) => line?.trimEnd()).join('\n')}\n${count}\n`;
}

function shown(cell: Cell): string {
  const text = cell === null ? '' : String(cell);
  const safe = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16)}}`);
  const letters = [...safe];
  return letters.length <= MAX_WIDTH ? safe : `${letters.slice(0, MAX_WIDTH - 1).join('')}…`;
}

function padded(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - [...text].length));
  return right ? space + text : text + space;
}
