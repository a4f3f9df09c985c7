import type { Labelling } from '@/lib/kql/cut/fuse';
import type { Cell, Column } from '@/lib/kql/model';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Coverage, EngineName, PendingQuery, TableStatus } from './model';

/** Whose rights a query runs with. Made where sessions are known, handed to the engine with each question. */
export interface Identity {
  /** Two identities with the same scope see the same rows; no others do. It is part of the key of every answer that is kept. */
  readonly scope: string;
  /**
   * An access token for `scopes` of one resource, such as `https://api.loganalytics.io/.default`, renewed in silence when it is due. Rejects with a
   * Fault `unauthenticated` when only a new sign-in can bring one. Never logged, never stored outside lib/store. `refused`: a
   * token that the resource does not accept, so that another is brought although this one is not due.
   */
  token(scopes: string[], refused?: string): Promise<string>;
  /**
   * To be called when a service wants more proof of the person than the sign-in gave (conditional access). `claims` is its
   * claims challenge, as JSON text. It ends the session so that the next sign-in meets the challenge, and rejects with the
   * Fault `unauthenticated` to throw on.
   */
  challenged(claims: string): Promise<never>;
}

export interface QueryOptions {
  /** What `now()` means, the same for every query of one question. */
  now: Instant;
  identity: Identity;
  /** Stops the query; the promise then rejects with a Fault of kind `cancelled`. */
  signal?: AbortSignal | undefined;
  /** Who asks, a session for one, so that callers take turns. */
  caller?: string | undefined;
  /** What is asked, in a few words, for those who wait: “DeviceProcessEvents”. */
  what?: string;
  /**
   * For a piece of a larger question: the progress of that question, read whenever somebody looks. Pieces wait behind questions
   * that are asked as a whole.
   */
  pieces?: (() => PendingQuery['pieces']) | undefined;
}

/** A question on rows that are labelled already, for an engine that keeps the labels of its rows. */
export interface LabelledQuestion {
  /** KQL on a table of the name `LABELLED` (lib/kql/cut/fuse.ts). */
  kql: string;
  labelling: Labelling;
  /** The columns that are kept beside the labels, which make most answers. */
  kept: string[];
  /** It asks for other columns too. */
  every: boolean;
  /** The window of the events that it asks for. */
  window: Window;
  /** KQL on a row whose value its KQL reads from the column `ExcludedBy`; it is the same in any window, so the engine keeps it. */
  excludedBy?: string;
}

export interface QueryResult {
  columns: Column[];
  rows: Cell[][];
  /** Why the answer is not the whole answer; empty when it is. */
  partial: string[];
  /** It is not whole because it was too large or took too long: over narrower windows it would be. */
  cut: boolean;
}

/** What answers KQL. Faults are Fault (with a message for the analyst), a query it refuses is a KqlError. */
export interface Engine {
  readonly name: EngineName;
  /** How far back it keeps events, as a KQL timespan; null when there is no such limit. */
  readonly retention: string | null;
  /** How many milliseconds an answer counts as current; null if `version` says when it no longer is. */
  readonly freshFor: number | null;
  /** Changes when the telemetry is known to have changed, by an import; part of the key of every cached answer. */
  version(): string;
  /** The telemetry is the made-up sample, not somebody's. */
  sample(): boolean;
  /** Throws a KqlError when it lacks something that the query uses. Asks nothing. */
  check(kql: string): void;
  /** Runs one KQL query. */
  query(kql: string, options: QueryOptions): Promise<QueryResult>;
  /**
   * Answers from rows that are labelled already. Undefined where that cannot be done, so that the whole question must be asked. Absent
   * where no labels are kept.
   */
  onLabelled?(question: LabelledQuestion, options: QueryOptions): Promise<QueryResult | undefined>;
  /**
   * The query as the service gets it, and the workspace it is put to where that is known, for those who ask there by hand.
   * Absent where nothing is changed. Rejects where it would not be sent.
   */
  asSent?(kql: string, options: QueryOptions): Promise<{ kql: string; workspace: { name: string; resourceId: string } | null }>;
  /** The engine’s own work that people wait for. Absent if other parts do the work. */
  pending?(): PendingQuery[];
  /**
   * Which hunted tables can be asked, and which workspaces cannot. It is cheap to call: the service is asked once, then
   * the answer is remembered.
   */
  coverage(options: QueryOptions): Promise<Coverage>;
  /** How each of the hunted tables stands, missing ones included. */
  tables(options: QueryOptions): Promise<TableStatus[]>;
}
