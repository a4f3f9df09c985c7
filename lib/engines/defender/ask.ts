/** A query on its way to advanced hunting until it is answered or cannot be. */

import { CallFailure } from '@/lib/engines/azure/failure';
import type { QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { Decision } from '@/lib/engines/throttling/retry';
import type { Throttling } from '@/lib/engines/throttling/throttling';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { readTable } from './response';
import { type Service, send } from './send';
import { failureOfStatus } from './status';

/** What one answer may hold. */
const MAX_ROWS = 100_000;
/** So often a call is made that Defender has no time for, or whose answer is broken. */
const BUSY_TRIES = 6;
const BROKEN_TRIES = 4;

export interface Means {
  service: Service;
  throttling: Throttling;
  /** Whom Defender counts its calls for. */
  tenant: string;
}

/** A refusal that may mean that a table is gone since it was last looked at. */
export class Stale extends Error {
  override name = 'Stale';
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

/** The answer, exact and whole or said to be `cut`. Rejects with a Fault that names what happened, in a `Stale` where a table is missing. */
export async function ask(means: Means, kql: string, options: QueryOptions): Promise<QueryResult> {
  const { identity, signal, pieces, what = 'A query' } = options;
  const caller = means.throttling.caller({
    service: 'defender',
    scope: identity.scope,
    atOnce: 5,
    words: 'This server asks Microsoft Defender 5 queries at once for one person.',
    // “At least 45”, as documented: a large tenant has more, which only its refusals would tell.
    rate: { calls: 45, per: 60_000, words: 'Microsoft Defender takes 45 calls a minute from one tenant.', of: means.tenant },
  });
  return caller.run(
    { what, signal, pieces, priority: pieces ? 'bulk' : 'interactive' },
    async (leave) => wholeOrCut(await once(means.service, kql, { ...options, signal: leave })),
    reading(),
  );
}

type Table = Pick<QueryResult, 'columns' | 'rows'>;

async function once(service: Service, kql: string, { now, identity, signal }: QueryOptions): Promise<Table> {
  const response = await send(service, { kql, now, identity, signal });
  const requestId = response.headers.get('request-id');
  if (response.status !== 200) throw new CallFailure(failureOfStatus(response), requestId);
  return readTable(response.text);
}

function wholeOrCut(table: Table): QueryResult {
  if (table.rows.length < MAX_ROWS) return { ...table, partial: [], cut: false };
  const most = MAX_ROWS.toLocaleString('en');
  return {
    ...table,
    partial: [`The answer was cut at ${most} rows, the most that Microsoft Defender gives at once.`],
    cut: true,
  };
}

/** Reads the failures of one query's calls. */
function reading(): (error: unknown) => Decision<QueryResult> {
  let failed = 0;
  return (error) => {
    if (!(error instanceof CallFailure)) return { kind: 'give-up', error };
    const { failure, requestId } = error;
    log().warn({ failure: failure.kind, requestId }, 'a query of Microsoft Defender failed');
    switch (failure.kind) {
      case 'refused':
        return { kind: 'give-up', error: failure.stale ? new Stale(failure.fault) : failure.fault };
      case 'cut':
      case 'slow':
        return nothing(failure.what);
      case 'throttled':
        return { kind: 'again', limit: failure.what, after: failure.after, all: true };
      default: {
        failed += 1;
        const [most, after] = failure.kind === 'busy' ? [BUSY_TRIES, failure.after] : [BROKEN_TRIES];
        if (failed < most) return { kind: 'again', limit: failure.what, after, all: false };
        const id = requestId === null ? '' : ` Microsoft’s id of the request is ${requestId.slice(0, 60)}.`;
        const words = `${failure.what} ${failed} tries did not help: ask again later.${id}`;
        return { kind: 'give-up', error: new Fault('unavailable', words) };
      }
    }
  };
}

function nothing(what: string): Decision<QueryResult> {
  return { kind: 'answer', answer: { columns: [], rows: [], partial: [what], cut: true } };
}
