import 'server-only';
import type { PendingQuery } from '@/lib/engines/model';
import { throttling } from '@/lib/engines/throttling/throttling';
import { openQuery } from './context.server';

export interface PendingQueries {
  queries: PendingQuery[];
}

/**
 * `GET /api/pending-queries`: this instance's queries to Azure that run with the caller's rights or wait for a limit, and with
 * the embedded engine the tables whose files are being labelled. Needs a session.
 */
export async function readPendingQueries(): Promise<PendingQueries> {
  const { engine, identity } = await openQuery();
  return { queries: [...throttling().pendingOf(identity.scope), ...(engine.pending?.() ?? [])] };
}
