/** The Kusto types, and where a query is wrong. Browser-safe. */
import { z } from 'zod';
import { Fault } from '@/lib/shared/errors';

/** KQL's scalar types, by the names KQL gives them. */
const kqlTypeSchema = z.enum(['bool', 'int', 'long', 'real', 'decimal', 'string', 'datetime', 'timespan', 'dynamic', 'guid']);
export type KqlType = z.infer<typeof kqlTypeSchema>;

export const columnSchema = z.object({ name: z.string(), type: kqlTypeSchema });
export type Column = z.infer<typeof columnSchema>;

/**
 * One value. `long`, `decimal` and `timespan` are text; `datetime` is an Instant (7 digits, Z); `dynamic` is its JSON
 * text (numbers exactly as stored) or null; a `string` is never null.
 */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

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
