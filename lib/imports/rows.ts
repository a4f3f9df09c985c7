/** One row as a reader gives it: every value as text ('' for none), whatever the format. */
export interface Row {
  /** 1-based line of the file (CSV, NDJSON) or number of the row (JSON, Parquet). */
  line: number;
  /** `AdvancedHunting-DeviceProcessEvents`, or the name of a table, where the file says which. */
  category: string | null;
  /** Rows of one shape share one array, so that results for it can be cached by identity. */
  names: readonly string[];
  /** One value for each name. */
  values: readonly string[];
}

/** A row that no table can take, with its original text. */
export interface BadRow {
  line: number;
  reason: string;
  text: string;
}

export interface Batch {
  rows: Row[];
  bad: BadRow[];
  /** Remarks on the file for a person. */
  notes?: string[];
}

/** What a reader gives. Batches are small: memory does not grow with the file. Throws a Fault when the file is cut short. */
export type Batches = AsyncGenerator<Batch, void, undefined>;

/** The longest row that is read, in characters. A longer one means a quote or a bracket that was never closed. */
export const MAX_ROW = 4 * 1000 * 1000;
