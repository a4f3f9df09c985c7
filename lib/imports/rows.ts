/** One row as a reader found it: every value as text ('' for none), whatever the format. */
export interface Row {
  /** 1-based line of the file (CSV, NDJSON) or number of the row (JSON, Parquet). */
  line: number;
  /** `AdvancedHunting-DeviceProcessEvents`, or the name of a table, where the file says which. */
  category: string | null;
  /** The same array for every row of one shape, so that what is worked out from it can be kept. */
  names: readonly string[];
  /** As many as names. */
  values: readonly string[];
}

/** A row no table can take, with its text as it stood in the file. */
export interface BadRow {
  line: number;
  reason: string;
  text: string;
}

export interface Batch {
  rows: Row[];
  bad: BadRow[];
  /** What a person should know of the file, told once. */
  notes?: string[];
}

/** What a reader gives. Batches are small: memory does not grow with the file. Throws a Fault when the file is cut short. */
export type Batches = AsyncGenerator<Batch, void, undefined>;

/** The longest row that is read, in characters: what is longer is a quote or bracket that was never closed. */
export const MAX_ROW = 4 * 1000 * 1000;
