/** Entra's errors: an OAuth error whose description holds Entra's own number. */
import { randomUUID } from 'node:crypto';
import { wallText } from '../wall-clock';

interface Details {
  status?: number;
  suberror?: string;
  /** What the next sign-in must ask for, as JSON text. */
  claims?: string;
}

export class AadFault extends Error {
  constructor(
    readonly error: string,
    readonly number: number,
    readonly text: string,
    readonly details: Details = {},
  ) {
    super(`AADSTS${number}: ${text}`);
  }

  get status(): number {
    return this.details.status ?? 400;
  }

  /** The body with which the token endpoint answers. */
  body(correlationId: string): object {
    const traceId = randomUUID();
    const timestamp = wallText();
    const { suberror, claims } = this.details;
    return {
      error: this.error,
      error_description: `${this.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
      error_codes: [this.number],
      timestamp,
      trace_id: traceId,
      correlation_id: correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${this.number}`,
      ...(suberror && { suberror }),
      ...(claims && { claims }),
    };
  }
}

/** A conditional access policy wants more than the sign-in has. */
export const moreNeeded = (claims: string) =>
  new AadFault(
    'interaction_required',
    50076,
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
    { suberror: 'basic_action', claims },
  );
