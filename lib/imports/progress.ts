import { z } from 'zod';
import type { ImportProgress } from '@/lib/engines/model';

const setAsideRow = z.object({ file: z.string(), line: z.number(), reason: z.string() });

const result = z.object({
  format: z.string(),
  tables: z.array(
    z.object({
      table: z.string(),
      rowsNew: z.number(),
      rowsAlreadyThere: z.number(),
      unknownColumns: z.array(z.string()),
      missingColumns: z.array(z.string()),
    }),
  ),
  rowsSetAside: z.number(),
  setAside: z.array(setAsideRow),
  setAsideFile: z.string().nullable(),
  notes: z.array(z.string()),
});

/** ImportProgress as the importing process writes it for the server, a line each. */
export const progressSchema = z.object({
  id: z.string(),
  file: z.string(),
  state: z.enum(['reading', 'sorting', 'committed', 'failed', 'cancelled']),
  bytesRead: z.number(),
  bytesTotal: z.number(),
  rowsRead: z.number(),
  rowsWritten: z.number(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  result: result.nullable(),
  fault: z.string().nullable(),
}) satisfies z.ZodType<ImportProgress>;

/** The progress of an import that begins now. */
export function beginning(id: string, file: string, startedAt: string): ImportProgress {
  return {
    id,
    file,
    state: 'reading',
    bytesRead: 0,
    bytesTotal: 0,
    rowsRead: 0,
    rowsWritten: 0,
    startedAt,
    endedAt: null,
    result: null,
    fault: null,
  };
}

/** Lets one call through in so many milliseconds, and the first of each state: progress comes far more often than anybody reads it. */
export function throttle(every: number): (state: string, call: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  let lastState = '';
  return (state, call) => {
    const at = performance.now();
    if (state === lastState && at - last < every) return;
    [last, lastState] = [at, state];
    call();
  };
}
