/** The requests that a stand-in got, kept in memory for tests that count them. It never holds a token, a secret or a row. */
import { wallMs } from '../wall-clock';

export class RequestEntry {
  /** Milliseconds since 1970. */
  readonly at = wallMs();
  /** How many milliseconds it took; null while it runs. */
  ms: number | null = null;
  /** 499 where the client went away first, 0 where the stand-in cut the connection. */
  status: number | null = null;
  /** Who asked: a user's name, or the application's when it asked for itself. */
  user: string | null = null;
  /** The application that asked, by its name. */
  app: string | null = null;
  /** SHA-256 of the KQL. */
  query: string | null = null;
  /** Names of the workspaces it read. */
  workspaces: string[] = [];
  prefer: string | null = null;
  timespan: string | null = null;
  /** Milliseconds that it waited behind other requests of the same user. */
  queuedMs = 0;
  /** When its turn began and ended, in milliseconds since 1970; null where it never got a turn, or needed none. */
  turn: { from: number; to: number | null } | null = null;
  rows: number | null = null;

  constructor(
    readonly method: string,
    readonly path: string,
  ) {}

  end(status = 499): void {
    this.ms ??= wallMs() - this.at;
    this.status ??= status;
  }
}

/** Keeps the latest `limit` requests. */
export class RequestLog {
  private entries: RequestEntry[] = [];

  constructor(private readonly limit = 20_000) {}

  add(entry: RequestEntry): void {
    this.entries.push(entry);
    if (this.entries.length > this.limit) this.entries.shift();
  }

  all(): RequestEntry[] {
    return this.entries;
  }

  clear(): void {
    this.entries = [];
  }
}
