/**
 * A query opened in a portal. The forms are not documented but were decoded from real links: one function a form, one
 * test each, which decodes it again. All are made on the server, with the answer they belong to: the KQL is made there,
 * and the tenant and the workspace are settings. Browser-safe nevertheless.
 */
import type { Window } from '@/lib/shared/window';
import type { Portals, QueryLink } from './model';
import { packedUtf8, packedUtf16, queryLink } from './packed';
import { wholeMilliseconds } from './time';

/**
 * Advanced hunting of the Defender portal. Its picker knows rolling ranges alone, so the window stands in the KQL and
 * the picker is set to its widest. Null: the tenant is not known.
 */
export async function advancedHunting({ defender, tenantId }: Portals, kql: string): Promise<QueryLink | null> {
  if (tenantId === null) return null;
  const search = new URLSearchParams({ query: await packedUtf16(kql), runQuery: 'true', timeRangeId: 'month', tid: tenantId });
  return queryLink(`${defender}/v2/advanced-hunting?${search}`);
}

/** Logs of a Log Analytics workspace over a window. Null: the tenant or the workspace is not known. */
export async function logAnalytics(
  { azure, tenantId, workspace }: Pick<Portals, 'azure' | 'tenantId' | 'workspace'>,
  kql: string,
  window: Window,
): Promise<QueryLink | null> {
  if (tenantId === null || workspace === null) return null;
  const { from, to } = wholeMilliseconds(window);
  return queryLink(
    [
      `${azure}/#@${tenantId}/blade/Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView`,
      `resourceId/${encodeURIComponent(workspace.resourceId)}`,
      `source/LogsBlade.AnalyticsShareLinkToQuery/q/${await packedUtf8(kql)}`,
      `timespan/${encodeURIComponent(`${from}/${to}`)}`,
    ].join('/'),
  );
}
