/** Where a query is wrong. Browser-safe. */
import { Fault } from '@/lib/shared/errors';

/** `line` and `column` count from 1. */
export interface KqlDiagnostic {
  code: string;
  message: string;
  line: number;
  column: number;
}

/** A query that is wrong or that the subset lacks. Its message is `line:column message`, one line a diagnostic. */
export class KqlError extends Fault {
  static override readonly mark = 'Fault.KqlError';
  override name = 'KqlError';
  constructor(readonly diagnostics: KqlDiagnostic[]) {
    super('bad-input', diagnostics.map((d) => `${d.line}:${d.column} ${d.message}`).join('\n'));
  }
}
