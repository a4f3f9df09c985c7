/** A query on its way to Log Analytics until it is answered or cannot be. */

import { CallFailure, type Failure } from '@/lib/engines/azure/failure';
import type { QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { CallerOptions } from '@/lib/engines/throttling/call';
import type { Decision } from '@/lib/engines/throttling/retry';
import type { Throttling } from '@/lib/engines/throttling/throttling';
import type { Workspace } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { readResponse, requestIdOf } from './response';
import { type Service, send } from './transport';

export interface Question {
  workspace: Workspace;
  kql: string;
  /** In a few words. */
  what: string;
  /** For how long limits are waited for, in milliseconds. */
  patience?: number;
  /** Nothing but limits is a reason to try again. */
  once?: boolean;
  /** The query passes over tables that are not there (`union isfuzzy=true`). */
  isFuzzy?: boolean;
}

/** Seconds for Azure to work on a query: first its own default, then the most it takes. */
const WAIT = 180;
const LONG_WAIT = 600;
/** So often a call is made that Azure has no time for, or whose answer is broken. */
const BUSY_TRIES = 6;
const BROKEN_TRIES = 4;
const PARTIAL_TRIES = 2;

/** Documented: 5 at once and 200 in 30 seconds, each for one person or one application. */
const callerOf = (scope: string): CallerOptions => ({
  service: 'log-analytics',
  scope,
  atOnce: 5,
  words: 'Log Analytics runs 5 queries at once for one person.',
  rate: { calls: 200, per: 30_000, words: 'Log Analytics takes 200 queries in 30 seconds from one person.', of: scope },
});

/**
 * The answer, exact and whole or said to be `cut`. Rejects with a Fault that names what happened, or with a `Stale` one where the
 * workspaces may not be what they were.
 */
export async function ask(
  { service, throttling }: { service: Service; throttling: Throttling },
  { workspace, kql, what, patience, once = false, isFuzzy = false }: Question,
  { identity, signal, pieces }: Pick<QueryOptions, 'identity' | 'signal' | 'pieces'>,
): Promise<QueryResult> {
  const tries = new Tries(workspace.name, once);
  return throttling.caller(callerOf(identity.scope)).run(
    { what, signal, patience, pieces, priority: pieces ? 'bulk' : 'interactive' },
    async (leave): Promise<QueryResult> => {
      const call = { workspace, kql, identity, wait: tries.slow === 0 ? WAIT : LONG_WAIT, signal: leave };
      const response = await send(service, call);
      log().debug({ workspace: workspace.name, status: response.status, requestId: requestIdOf(response) }, what);
      return { ...readResponse(response, isFuzzy), partial: [], cut: false };
    },
    (error) => tries.decide(error),
  );
}

/** A refusal that may mean that a workspace, a table or a right is gone since it was last looked at. */
export class Stale extends Error {
  override name = 'Stale';
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

class Tries {
  slow = 0;
  private others = 0;

  constructor(
    private readonly workspace: string,
    private readonly once: boolean,
  ) {}

  decide(error: unknown): Decision<QueryResult> {
    if (!(error instanceof CallFailure)) return { kind: 'give-up', error };
    const { failure, requestId } = error;
    const entry = { workspace: this.workspace, failure: failure.kind, requestId };
    // A connection that idled too long is nothing to hear of.
    if (failure.kind === 'broken' && failure.unheard && this.others === 0) log().debug(entry, 'a connection was closed');
    else log().warn(entry, 'a query of Log Analytics failed');
    return this.next(failure, requestId);
  }

  private next(failure: Failure, requestId: string | null): Decision<QueryResult> {
    switch (failure.kind) {
      case 'refused':
        return { kind: 'give-up', error: failure.stale ? new Stale(failure.fault) : failure.fault };
      case 'cut':
        return cut(failure.what, failure.result);
      case 'throttled':
        return { kind: 'again', limit: failure.what, after: failure.after, all: true };
      case 'slow':
        this.slow += 1;
        return this.longer(failure.what);
      case 'busy':
        return this.again(failure.what, requestId, BUSY_TRIES, failure.after);
      case 'broken':
        return this.again(failure.what, requestId, BROKEN_TRIES, failure.unheard && this.others === 0 ? 'at-once' : undefined);
      case 'partial':
        return this.again(`Log Analytics read only a part of the data. ${failure.what}`, requestId, PARTIAL_TRIES);
    }
  }

  private longer(what: string): Decision<QueryResult> {
    return this.slow > 1 || this.once ? cut(what) : { kind: 'again', limit: what, after: 'at-once', all: false };
  }

  private again(what: string, requestId: string | null, most: number, after?: number | 'at-once'): Decision<QueryResult> {
    this.others += 1;
    if (this.others < most && !this.once) return { kind: 'again', limit: what, after, all: false };
    const id = requestId === null ? '' : ` Azure’s id of the request is ${requestId.slice(0, 60)}.`;
    return {
      kind: 'give-up',
      error: new Fault('unavailable', `${what} ${this.others} tries did not help: ask again later.${id}`),
    };
  }
}

function cut(what: string, result: Pick<QueryResult, 'columns' | 'rows'> = { columns: [], rows: [] }): Decision<QueryResult> {
  return { kind: 'answer', answer: { ...result, partial: [what], cut: true } };
}
