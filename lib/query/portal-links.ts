/** Links that open a query in Microsoft's portals. Pure. */
import type { Coverage } from '@/lib/engines/model';
import type { PortalQuery, Portals } from '@/lib/routes/deep-links/model';
import { advancedHunting, logAnalytics } from '@/lib/routes/deep-links/queries';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Notice } from './model';

interface AskedElsewhere {
  table: string;
  kql: string;
  /** The text that Log Analytics gets, and its workspace; null when the query cannot be opened there. */
  logs: { kql: string; workspace: NonNullable<Portals['workspace']> } | null;
  window: Window;
  asOf: Instant;
}

/**
 * A query and where it can be opened. The query holds its own window. Log Analytics also drops what arrived outside the
 * span of the link, and events can arrive late, so that span ends at `asOf` or later.
 */
export async function portalQuery(portals: Portals, { table, kql, logs, window, asOf }: AskedElsewhere): Promise<PortalQuery> {
  const arrived = { from: window.from, to: window.to > asOf ? window.to : asOf };
  const links = {
    advancedHunting: await advancedHunting(portals, kql),
    logAnalytics: logs && (await logAnalytics({ ...portals, workspace: logs.workspace }, logs.kql, arrived)),
  };
  return { table, kql, workspace: logs?.workspace.name ?? null, links };
}

/** Says that copied KQL asks one workspace only, where several are asked here. */
export function onePlace({ workspaces }: Pick<Coverage, 'workspaces'>): Notice[] {
  if (workspaces.length === 0) return [];
  const message = 'Log Analytics opens with all workspaces; copied KQL finds what is in the one where it is run.';
  return [{ kind: 'info', message }];
}
