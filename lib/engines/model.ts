/** What engines say of themselves and their answers. Browser-safe. */
import type { Instant } from '@/lib/shared/time';

export type EngineName = 'embedded' | 'log-analytics' | 'defender';

/** The column an engine's events are timed by. Where a table lacks Timestamp, it answers to that name with TimeGenerated. */
type TimeColumn = 'Timestamp' | 'TimeGenerated';

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
  /** What of the estate no answer covers, by name and with why: a workspace that refuses, one that lacks a table. */
  notices: string[];
}

/** One table of telemetry as an engine holds it. */
export interface TableStatus {
  name: string;
  /** False: the table is not there, which is not the same as empty. */
  present: boolean;
  timeColumn: TimeColumn;
  /** Text, as every long. */
  rows: string;
  /** Only events of this last while are counted, a KQL timespan; null: all there are. */
  within: string | null;
  firstEvent: Instant | null;
  lastEvent: Instant | null;
  /** Why it cannot be read, when it cannot. */
  fault: string | null;
}

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

/** Whether an import failed for want of a table that a person must name. */
export function asksForTable(fault: string): boolean {
  return fault.includes(SAY_WHICH);
}

/** How an import stands; `rows…` are counts of table rows. Polled by the status page, printed by `npm run import`. */
export interface ImportProgress {
  id: string;
  file: string;
  state: 'reading' | 'sorting' | 'committed' | 'failed' | 'cancelled';
  /** Bytes of the file read so far and in all (of the packed file, when it is gzipped). */
  bytesRead: number;
  bytesTotal: number;
  rowsRead: number;
  /** Of those read, sorted in so far: while `sorting`. */
  rowsWritten: number;
  startedAt: Instant;
  endedAt: Instant | null;
  /** Set once committed. */
  result: ImportResult | null;
  /** Set once failed: what and where, for a person. */
  fault: string | null;
}

export interface ImportResult {
  format: string;
  tables: { table: string; rowsNew: number; rowsAlreadyThere: number; unknownColumns: string[]; missingColumns: string[] }[];
  rowsSetAside: number;
  /** The first of them; all are in `setAsideFile` (NDJSON under DATA_DIR). */
  setAside: SetAsideRow[];
  setAsideFile: string | null;
  /** What a person should know: a table nobody hunts in, a category that was skipped. */
  notes: string[];
}

export interface SetAsideRow {
  file: string;
  /** 1-based line (CSV, NDJSON) or row (JSON, Parquet). */
  line: number;
  reason: string;
}

/** A query on its way to a service that has limits, as those who wait see it. */
export interface PendingQuery {
  id: string;
  /** What it asks, in a few words. */
  what: string;
  /** `queued`: behind others of the same person; `waiting`: a limit of the service was met. */
  state: 'queued' | 'running' | 'waiting';
  /** In the queue, 1 is the next. */
  position: number | null;
  /** Which limit was met, as a sentence; null when none was. */
  limit: string | null;
  /** Milliseconds until it goes on, when that is known. */
  resumesIn: number | null;
  /** Its window was too much for one query: how many of its pieces have answered. */
  pieces: { done: number; of: number } | null;
}
