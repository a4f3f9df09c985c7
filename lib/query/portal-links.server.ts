import 'server-only';
import type { PortalQuery } from '@/lib/routes/deep-links/model';
import { Fault } from '@/lib/shared/errors';
import { portals } from '@/lib/shared/portals';
import type { Window } from '@/lib/shared/window';
import type { QueryContext } from './context.server';
import { portalQuery } from './portal-links';

interface Asked {
  table: string;
  kql: string;
  window: Window;
}

/** Links that open a query in the portals. Log Analytics gets the text that the engine would send, and no link if the engine cannot send it. */
export async function linkedQuery(context: QueryContext, { table, kql, window }: Asked): Promise<PortalQuery> {
  const sent = await asSent(context, kql);
  const links = portals();
  const workspace = sent === null ? null : (sent.workspace ?? links.workspace);
  const logs = sent === null || workspace === null ? null : { kql: sent.kql, workspace };
  return portalQuery(links, { table, kql, logs, window, asOf: context.now });
}

type Sent = Awaited<ReturnType<NonNullable<QueryContext['engine']['asSent']>>>;

async function asSent(context: QueryContext, kql: string): Promise<Sent | null> {
  if (!context.engine.asSent) return { kql, workspace: null };
  try {
    return await context.engine.asSent(kql, context);
  } catch (error) {
    if (!(error instanceof Fault) || ['unauthenticated', 'cancelled'].includes(error.kind)) throw error;
    return null;
  }
}
