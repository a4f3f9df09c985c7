/** What the engine needs to know of one service of Azure: how a call is made, how its answer reads, and its limits. */
import type { QueryResult } from '@/lib/engines/engine';
import type { CallerOptions } from '@/lib/engines/throttling/call';
import type { Workspace } from '@/lib/shared/azure-env';
import type { Instant } from '@/lib/shared/time';

/** A response as it came, whatever its status. */
export interface RawResponse {
  status: number;
  /** The body, unpacked. */
  body: Buffer;
  headers: { get(name: string): string | null | undefined };
  /** How long it took to begin, in milliseconds. */
  ms: number;
}

export interface Call {
  /** The place that is asked; Defender is one place. */
  place: Workspace;
  kql: string;
  now: Instant;
  token: string;
  /** How many seconds the service may work on it. */
  wait: number;
  signal: AbortSignal | undefined;
}

export type Table = Pick<QueryResult, 'columns' | 'rows'>;

export interface AzureService {
  /** Its name in sentences: “Log Analytics”. */
  readonly name: string;
  /** Whose ids its requests have: “Azure”. */
  readonly vendor: string;
  /** What its tokens are for: `https://api.loganalytics.io/.default`. */
  readonly scope: string;
  /** Seconds that a query is given: at first, then when that was too little. */
  readonly waits: readonly [number, ...number[]];
  /** How its limits count the calls of an identity. */
  callerOf(scope: string): CallerOptions;
  /** Rejects with a CallFailure when no response came whole. */
  send(call: Call): Promise<RawResponse>;
  /**
   * The answer's table, exact in every cell. Rejects with a CallFailure for anything that is not a whole answer. `isFuzzy`: the query
   * passes over tables that are not there.
   */
  read(response: RawResponse, isFuzzy: boolean): Promise<Table>;
}

/** The service's id of a call, for its support. */
export const requestIdOf = ({ headers }: Pick<RawResponse, 'headers'>): string | null =>
  headers.get('x-ms-request-id') ?? headers.get('request-id') ?? null;

/** The claims challenge of a `WWW-Authenticate` as JSON text, which is sent in base64; undefined when there is none. */
export function claimsIn(header: string): string | undefined {
  const value = /\bclaims="([^"]+)"/i.exec(header)?.[1];
  return value === undefined ? undefined : Buffer.from(value, 'base64').toString('utf8');
}
