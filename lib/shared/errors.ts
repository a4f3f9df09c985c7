/** The kind of a fault decides the HTTP status and where the screen shows it. */
export type FaultKind =
  | 'bad-input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-many'
  | 'unavailable'
  | 'cancelled';

const statusOf: Record<FaultKind, number> = {
  'bad-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
  cancelled: 499,
};

export interface FaultOptions extends ErrorOptions {
  state?: unknown;
  fields?: Record<string, string>;
  retryAfter?: number;
}

/**
 * An expected fault. `message` is written for the person at the screen: it names what and where, and never holds a token
 * or a row of telemetry. Anything else that is thrown is a bug and is shown as such.
 *
 * `instanceof` goes by `mark`: Next bundles each route by itself, so this class exists several times over, while what is
 * held once a process (the engine, the catalogue) throws the copy of the route that made it.
 */
export class Fault extends Error {
  /** For a `conflict`: what the server holds now, for a person who tried to change something older. Sent as JSON. */
  readonly state: unknown;
  /** For a `bad-input`: what is wrong with each field, by its path (`items.0.tool`). */
  readonly fields: Readonly<Record<string, string>> | undefined;
  /** For a `too-many`: the seconds after which asking again makes sense. Sent as Retry-After. */
  readonly retryAfter: number | undefined;
  /** A subclass appends its own name to its parent's. */
  static readonly mark: string = 'Fault';
  override name = 'Fault';
  readonly mark: string;
  constructor(
    readonly kind: FaultKind,
    message: string,
    options: FaultOptions = {},
  ) {
    super(message, options);
    this.state = options.state;
    this.fields = options.fields;
    this.retryAfter = options.retryAfter;
    this.mark = new.target.mark;
  }
  get status(): number {
    return statusOf[this.kind];
  }
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (!(value instanceof Error && 'mark' in value)) return false;
    // biome-ignore lint/complexity/noThisInStatic: the class that is asked, a subclass as it may be
    return value.mark === this.mark || String(value.mark).startsWith(`${this.mark}.`);
  }
}

/** The message of anything thrown, for a log line or a terminal. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
