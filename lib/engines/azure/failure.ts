/** How one call to Log Analytics can fail. */
import type { QueryResult } from '@/lib/engines/engine';
import type { Fault } from '@/lib/shared/errors';

export type Failure =
  /** It is no matter of trying again. `stale`: what is known of the workspaces may no longer be so. */
  | { kind: 'refused'; fault: Fault; stale: boolean }
  /** A limit of the service, which refuses all of the same person. */
  | { kind: 'throttled'; what: string; after: number | undefined }
  /** It may help to come back later. */
  | { kind: 'busy'; what: string; after: number | undefined }
  /** No answer, or none that can be read whole. `unheard`: nothing came, as on a connection that Azure had closed meanwhile. */
  | { kind: 'broken'; what: string; unheard?: boolean }
  /** It took longer than it was given. */
  | { kind: 'slow' }
  /** A part of what was to be read could not be. */
  | { kind: 'partial'; what: string }
  /** The answer is more than Azure gives at once; with the rows it did give. */
  | { kind: 'cut'; what: string; result: Pick<QueryResult, 'columns' | 'rows'> };

export class CallFailure extends Error {
  override name = 'CallFailure';
  constructor(
    readonly failure: Failure,
    /** Azure's id of the call, for its support. */
    readonly requestId: string | null = null,
  ) {
    super(failure.kind);
  }
}
