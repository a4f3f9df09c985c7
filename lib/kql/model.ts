/** The Kusto types, and where a query is wrong. Browser-safe. */
import { Fault } from '@/lib/shared/errors';

/** KQL's scalar types, by the names KQL gives them. */
export type KqlType = 'bool' | 'int' | 'long' | 'real' | 'decimal' | 'string' | 'datetime' | 'timespan' | 'dynamic' | 'guid';

export interface Column {
  name: string;
  type: KqlType;
}

/**
 * One value. `long`, `decimal` and `timespan` are text; `datetime` is an Instant (7 digits, Z); `dynamic` is its JSON
 * text (numbers exactly as stored) or null; a `string` is never null.
 */
export type Cell = string | number | boolean | null;

/** `line` and `column` count from 1. */
export interface KqlDiagnostic {
  code: string;
  message: string;
  line: number;
  column: number;
}

/** A query that is wrong, or that uses what we do not support. Its message has one line for each diagnostic: `line:column message`. */
export class KqlError extends Fault {
  static override readonly mark = 'Fault.KqlError';
  override name = 'KqlError';
  constructor(readonly diagnostics: KqlDiagnostic[]) {
    super('bad-input', diagnostics.map((d) => `${d.line}:${d.column} ${d.message}`).join('\n'));
  }
}
