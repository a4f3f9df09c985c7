/** A query of ours, as links into Microsoft's portals. Pure. */
import type { Coverage } from '@/lib/engines/model';
import type { PortalQuery, Portals } from '@/lib/routes/deep-links/model';
import { advancedHunting, logAnalytics } from '@/lib/routes/deep-links/queries';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Notice } from './model';

interface AskedElsewhere {
  table: string;
  kql: string;
  /** The same as Log Analytics gets it, and its workspace; null: not there. */
  logs: { kql: string; workspace: NonNullable<Portals['workspace']> } | null;
  window: Window;
  asOf: Instant;
}

/**
 * A query that holds its own window, and where it can be opened. Log Analytics keeps besides to what arrived in the span
 * of its link, and events may arrive late: that span ends no earlier than `asOf`.
 */
export async function portalQuery(portals: Portals, { table, kql, logs, window, asOf }: AskedElsewhere): Promise<PortalQuery> {
  const arrived = { from: window.from, to: window.to > asOf ? window.to : asOf };
  const links = {
    advancedHunting: await advancedHunting(portals, kql),
    logAnalytics: logs && (await logAnalytics({ ...portals, workspace: logs.workspace }, logs.kql, arrived)),
  };
  return { table, kql, workspace: logs?.workspace.name ?? null, links };
}

/** Where several workspaces are asked, the KQL itself names none. */
export function onePlace({ workspaces }: Pick<Coverage, 'workspaces'>): Notice[] {
  if (workspaces.length === 0) return [];
  const message = 'Log Analytics opens with all workspaces; copied KQL finds what is in the one where it is run.';
  return [{ kind: 'info', message }];
}
