/** Writes an answer as `runHuntingQuery` does, with .NET's type names and rows as objects. JSON.stringify would round a long in a row. */
import type { Cell, Column, KqlType } from '@/lib/kql/model';

const typeNames: Record<KqlType, string> = {
  string: 'String',
  long: 'Int64',
  int: 'Int32',
  real: 'Double',
  bool: 'SByte',
  datetime: 'DateTime',
  dynamic: 'Object',
  timespan: 'TimeSpan',
  decimal: 'SqlDecimal',
  guid: 'Guid',
};

type Write = (cell: NonNullable<Cell>) => string;
const text: Write = (cell) => JSON.stringify(String(cell));

const writers: Record<KqlType, Write> = {
  long: String,
  int: String,
  real: (cell) => (Number.isFinite(Number(cell)) ? JSON.stringify(Number(cell)) : JSON.stringify(String(cell))),
  bool: (cell) => (cell === true ? '1' : '0'),
  datetime: (cell) => JSON.stringify(String(cell).replace(/\.?0+Z$/, 'Z')),
  // A dynamic value is JSON already, and Graph sends it unquoted.
  dynamic: String,
  string: text,
  timespan: text,
  decimal: text,
  guid: text,
};

/** Leaves nulls out. A long is preceded by a member that names its type, as OData does for a value whose type no schema gives. */
export function answerJson(columns: Column[], rows: Cell[][]): string {
  const members = columns.map(({ name, type }) => {
    const key = JSON.stringify(name);
    const note = type === 'long' ? `${JSON.stringify(`${name}@odata.type`)}:"#Int64",` : '';
    return (cell: NonNullable<Cell>) => `${note}${key}:${writers[type](cell)}`;
  });
  const results = rows.map((row) => `{${row.flatMap((cell, i) => (cell === null ? [] : (members[i]?.(cell) ?? []))).join(',')}}`);
  const schema = columns.map(({ name, type }) => ({ name, type: typeNames[type] }));
  const context = 'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.security.huntingQueryResults';
  return `{"@odata.context":${JSON.stringify(context)},"schema":${JSON.stringify(schema)},"results":[${results.join(',')}]}`;
}
