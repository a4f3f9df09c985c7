import 'server-only';
import type { PendingQuery } from '@/lib/engines/model';
import { traffic } from '@/lib/engines/throttling/traffic';
import { openQuery } from './context.server';

export interface PendingQueries {
  flows: PendingQuery[];
}

/**
 * `GET /api/flows`: what is under way to Azure with the rights of who asks, on this instance. Empty where files on disk are
 * asked. Needs a session.
 */
export async function readPendingQueries(): Promise<PendingQueries> {
  const { identity } = await openQuery();
  return { flows: traffic().pendingOf(identity.scope) };
}
