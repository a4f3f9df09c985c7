import 'server-only';
import type { PortalQuery } from '@/lib/routes/deep-links/model';
import { Fault } from '@/lib/shared/errors';
import { portals } from '@/lib/shared/portals';
import type { Window } from '@/lib/shared/window';
import type { Ask } from './ask.server';
import { portalQuery } from './elsewhere';

interface Asked {
  table: string;
  kql: string;
  window: Window;
}

/** A query of ours elsewhere. Log Analytics gets it as the engine would send it; what the engine cannot send opens nowhere there. */
export async function queryElsewhere(ask: Ask, { table, kql, window }: Asked): Promise<PortalQuery> {
  const sent = await asSent(ask, kql);
  const links = portals();
  const workspace = sent === null ? null : (sent.workspace ?? links.workspace);
  const logs = sent === null || workspace === null ? null : { kql: sent.kql, workspace };
  return portalQuery(links, { table, kql, logs, window, asOf: ask.now });
}

type Sent = Awaited<ReturnType<NonNullable<Ask['engine']['asSent']>>>;

async function asSent(ask: Ask, kql: string): Promise<Sent | null> {
  if (!ask.engine.asSent) return { kql, workspace: null };
  try {
    return await ask.engine.asSent(kql, ask);
  } catch (error) {
    if (!(error instanceof Fault) || ['unauthenticated', 'cancelled'].includes(error.kind)) throw error;
    return null;
  }
}
