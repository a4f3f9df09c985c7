import type { Portals } from './model';

const resource = /^\/subscriptions\/([\w-]+)\/resourceGroups\/([\w().-]+)\/providers\/[\w.]+\/workspaces\/([\w-]+)$/i;

/** Sentinel's data connectors of the workspace, in the Azure portal. Null: the tenant or the workspace is not known. */
export function dataConnectors({ azure, tenantId, workspace }: Portals): string | null {
  const [, subscription, group, name] = resource.exec(workspace?.resourceId ?? '') ?? [];
  if (tenantId === null || name === undefined) return null;
  const sentinel = `/subscriptions/${subscription}/resourcegroups/${group}/providers/microsoft.securityinsightsarg/sentinel/${name}`;
  const view = 'Microsoft_Azure_Security_Insights/MainMenuBlade/~/DataConnectors';
  return `${azure}/#@${tenantId}/view/${view}/id/${encodeURIComponent(sentinel)}`;
}

/** Defender's page of the streaming API's settings. Null: the tenant is not known. */
export function streamingSettings({ defender, tenantId }: Portals): string | null {
  if (tenantId === null) return null;
  return `${defender}/settings/mtp_settings/raw_data_export?${new URLSearchParams({ tid: tenantId })}`;
}
