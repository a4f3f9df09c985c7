import 'server-only';
import { pendingCompilation } from '@/lib/catalogue/compiled.server';
import type { PendingQuery } from '@/lib/engines/model';
import { throttling } from '@/lib/engines/throttling/throttling';
import { openQuery } from '@/lib/query/context.server';

export interface PendingQueries {
  queries: PendingQuery[];
}

/**
 * `GET /api/pending-queries`: this instance's queries to Azure that run with the caller's rights or wait for a limit, and with
 * the embedded engine the tables whose files are being labelled. The catalogue is among them while it is compiled, since all questions
 * wait for it. Needs a session.
 */
export async function readPendingQueries(): Promise<PendingQueries> {
  const { engine, identity } = await openQuery();
  const queries = [...throttling().pendingOf(identity.scope), ...(engine.pending?.() ?? [])];
  return { queries: [...pendingCompilation(engine), ...queries] };
}
