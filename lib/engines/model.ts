/** What engines say of themselves and their answers. Browser-safe. */
import { z } from 'zod';
import { type Instant, instantSchema } from '@/lib/shared/time';

export const engineNameSchema = z.enum(['embedded', 'log-analytics', 'defender']);
export type EngineName = z.infer<typeof engineNameSchema>;

/** The column an engine's events are timed by. Where a table lacks Timestamp, it answers to that name with TimeGenerated. */
const timeColumnSchema = z.enum(['Timestamp', 'TimeGenerated']);
type TimeColumn = z.infer<typeof timeColumnSchema>;

/** What can be asked for whom. */
export interface Coverage {
  tables: {
    name: string /** False: it is nowhere, which is not the same as empty. */;
    present: boolean;
    timeColumn: TimeColumn;
    /** Its first event, where the engine knows that without asking. */
    firstEvent?: Instant | null;
  }[];
  /** Names that rows carry in a column Workspace; none where all rows are of one place. */
  workspaces: string[];
  /** What no answer covers, by name and with the reason: a workspace that refuses, a workspace that lacks a table. */
  notices: string[];
}

/** One table of telemetry as an engine holds it. */
export const tableStatusSchema = z.object({
  name: z.string(),
  /** False: the table is not there, which is not the same as empty. */
  present: z.boolean(),
  timeColumn: timeColumnSchema,
  /** Text, as every long. */
  rows: z.string(),
  /** Only events of this last while are counted, a KQL timespan; null: all there are. */
  within: z.string().nullable(),
  firstEvent: instantSchema.nullable(),
  lastEvent: instantSchema.nullable(),
  /** Why it cannot be read, when it cannot. */
  fault: z.string().nullable(),
});
export type TableStatus = z.infer<typeof tableStatusSchema>;

/** Where an engine in Azure asks, and with whose rights. */
export interface DataSource {
  engine: Exclude<EngineName, 'embedded'>;
  tenantId: string | null;
  /** Names of the workspaces; none where the tenant itself is asked. */
  workspaces: string[];
  /** Each person's own rights, or the application's for all. */
  identity: 'delegated' | 'app';
}

/** How a fault asks a person for the table, whether they import by a command or in the browser. */
export const SAY_WHICH = 'say which table it is of';

/** Whether an import failed because a person must name its table. */
export function asksForTable(fault: string): boolean {
  return fault.includes(SAY_WHICH);
}

const setAsideRowSchema = z.object({
  file: z.string(),
  /** 1-based line (CSV, NDJSON) or row (JSON, Parquet). */
  line: z.number(),
  reason: z.string(),
});
export type SetAsideRow = z.infer<typeof setAsideRowSchema>;

const importResultSchema = z.object({
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
  /** The first of them; all are in `setAsideFile` (NDJSON under DATA_DIR). */
  setAside: z.array(setAsideRowSchema),
  setAsideFile: z.string().nullable(),
  /** What a person should know: a table nobody hunts in, a category that was skipped. */
  notes: z.array(z.string()),
});
export type ImportResult = z.infer<typeof importResultSchema>;

/**
 * How an import stands; `rows…` are counts of table rows. The importing process writes it for the server, a line each; the status page
 * polls it, and `npm run import` prints it.
 */
export const importProgressSchema = z.object({
  id: z.string(),
  file: z.string(),
  state: z.enum(['reading', 'sorting', 'committed', 'failed', 'cancelled']),
  /** Bytes of the file read so far and in all (of the packed file, when it is gzipped). */
  bytesRead: z.number(),
  bytesTotal: z.number(),
  rowsRead: z.number(),
  /** How many of the rows read are sorted in so far, while the state is `sorting`. */
  rowsWritten: z.number(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
  /** Set once committed. */
  result: importResultSchema.nullable(),
  /** Set once failed: what and where, for a person. */
  fault: z.string().nullable(),
});
export type ImportProgress = z.infer<typeof importProgressSchema>;

/** A query on its way to a service that has limits, as those who wait see it. */
const pendingQuerySchema = z.object({
  id: z.string(),
  /** What it asks, in a few words. */
  what: z.string(),
  /** `queued`: behind others of the same person; `waiting`: a limit of the service was met. */
  state: z.enum(['queued', 'running', 'waiting']),
  /** In the queue, 1 is the next. */
  position: z.number().nullable(),
  /** The limit that was reached, as a sentence; null if none was. */
  limit: z.string().nullable(),
  /** Milliseconds until it goes on, when that is known. */
  resumesIn: z.number().nullable(),
  /**
   * How far it is: how many pieces of a window that was too much for one query have answered, or how many files or hunts are read.
   * Null for what is one piece.
   */
  pieces: z.object({ done: z.number(), of: z.number(), read: z.enum(['files', 'hunts']).optional() }).nullable(),
});
export type PendingQuery = z.infer<typeof pendingQuerySchema>;

/** The queries that run or wait for the person who asks. */
export const pendingQueriesSchema = z.object({ queries: z.array(pendingQuerySchema) });
/** Imports since the server started, newest first. */
export const importsSchema = z.object({ imports: z.array(importProgressSchema) });
