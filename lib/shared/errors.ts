/** What kind of fault it is decides the HTTP status and where the screen shows it. */
export type FaultKind = 'bad-input' | 'unauthenticated' | 'forbidden' | 'not-found' | 'conflict' | 'unavailable' | 'cancelled';

const statusOf: Record<FaultKind, number> = {
  'bad-input': 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
  cancelled: 499,
};

/**
 * An expected fault. `message` is written for the person at the screen: it names what and where, and never holds a token
 * or a row of telemetry. Anything else that is thrown is a bug and is shown as such.
 */
export class Fault extends Error {
  override name = 'Fault';
  constructor(
    readonly kind: FaultKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
  get status(): number {
    return statusOf[this.kind];
  }
}

/** The message of anything thrown, for a log line or a terminal. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
