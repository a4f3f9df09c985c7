/** A query as Defender gets it: checked against its tables, with one present. */

import { KqlError } from '@/lib/kql/model';
import { type TableSchema, tableSchemas } from '@/lib/kql/schemas';
import { splice, unspliced } from '@/lib/kql/syntax/edits';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { offsetOf, position } from '@/lib/kql/syntax/node';
import { nowEdits } from '@/lib/kql/syntax/now';
import { parseKql } from '@/lib/kql/syntax/parse';
import type { Instant } from '@/lib/shared/time';

/** What a table has only once it is in a workspace. */
const ofWorkspaces = new Set(['TimeGenerated', 'TenantId', 'Type', 'SourceSystem', '_BilledSize', '_IsBillable']);

/** The hunted tables as advanced hunting has them. */
const defenderSchemas: TableSchema[] = tableSchemas.map(({ name, columns }) => ({
  name,
  columns: columns.filter((column) => !ofWorkspaces.has(column.name)),
}));

/** Throws a KqlError where Microsoft's parser refuses the query over Defender's tables. */
export function checkQuery(kql: string): void {
  parseKql(kql, defenderSchemas, fusedLimits);
}

export interface SentQuery {
  kql: string;
  /** An error of the service, its places where they are in the query as it was asked. */
  asWritten(error: unknown): unknown;
}

/** The query with an instant for `now()` and `ago()`. Throws as `checkQuery` does. */
export function pinned(query: string, now: Instant): SentQuery {
  const edits = nowEdits(parseKql(query, defenderSchemas, fusedLimits), now);
  const kql = splice(query, edits);
  const asWritten = (error: unknown) => {
    if (!(error instanceof KqlError)) return error;
    const placed = error.diagnostics.map((d) => ({
      ...d,
      ...position(query, unspliced(edits, offsetOf(kql, d.line, d.column))),
    }));
    return new KqlError(placed);
  };
  return { kql, asWritten };
}
