import type { Instant } from '@/lib/shared/time';
import type { Cell, Column, EngineName, TableStatus } from './model';

export interface QueryOptions {
  /** What `now()` means, the same for every query of one question. */
  now: Instant;
  /** Stops the query; the promise then rejects with a Fault of kind `cancelled`. */
  signal?: AbortSignal;
}

export interface QueryResult {
  columns: Column[];
  rows: Cell[][];
  /** Why the answer is not the whole answer; empty when it is. */
  partial: string[];
}

/** What answers KQL. Faults are Fault (with a message for the analyst), a query it refuses is a KqlError. */
export interface Engine {
  readonly name: EngineName;
  /** Changes when the telemetry is known to have changed, by an import; part of the key of every cached answer. */
  version(): string;
  /** The telemetry is the made-up sample, not somebody's. */
  sample(): boolean;
  /** Throws a KqlError when it lacks something that the query uses. Asks nothing. */
  check(kql: string): void;
  /** Runs one KQL query. */
  query(kql: string, options: QueryOptions): Promise<QueryResult>;
  /** The tables it can be asked for, missing ones included. */
  tables(options: QueryOptions): Promise<TableStatus[]>;
}
