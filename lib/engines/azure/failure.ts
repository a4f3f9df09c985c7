/** How one call to Log Analytics or to Defender can fail. */
import type { QueryResult } from '@/lib/engines/engine';
import type { Fault } from '@/lib/shared/errors';

export type Failure =
  /** It is no matter of trying again. `stale`: what is known of the workspaces or tables may no longer be so. */
  | { kind: 'refused'; fault: Fault; stale: boolean }
  /** The token is not accepted, though nothing more is asked of the sign-in: a new one may be. */
  | { kind: 'token'; fault: Fault }
  /** A limit of the service, which refuses all of the same person (Log Analytics) or tenant (Defender). */
  | { kind: 'throttled'; what: string; after: number | undefined }
  /** It may help to come back later. */
  | { kind: 'busy'; what: string; after: number | undefined }
  /** No answer, or none that can be read whole. `unheard`: no response began, as on a connection that had idled and was closed meanwhile. */
  | { kind: 'broken'; what: string; unheard?: boolean }
  /** It took about as long as it was given. */
  | { kind: 'slow'; what: string }
  /** A part of what was to be read could not be. Of Log Analytics only. */
  | { kind: 'partial'; what: string }
  /** The answer is more than is given, or read, at once; with the rows that came. */
  | { kind: 'cut'; what: string; result: Pick<QueryResult, 'columns' | 'rows'> };

export class CallFailure extends Error {
  override name = 'CallFailure';
  constructor(
    readonly failure: Failure,
    /** The service's id of the call, for Microsoft's support. */
    readonly requestId: string | null = null,
  ) {
    super(failure.kind);
  }
}
