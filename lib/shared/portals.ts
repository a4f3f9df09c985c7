/** Where links into Microsoft's portals lead, decided once out of the settings. */
import type { Portals } from '@/lib/routes/deep-links/model';
import { cloudOf } from './clouds';
import { type Env, env } from './env';

type Settings = Pick<
  Env,
  'AZURE_CLOUD' | 'DEFENDER_TENANT_ID' | 'ENTRA_TENANT_ID' | 'WORKSPACE_RESOURCE_ID' | 'LOG_ANALYTICS_WORKSPACES'
>;

/** The settings for links win over those of sign-in and of the engine. */
export function portalsOf(settings: Settings): Portals {
  const { AZURE_CLOUD, DEFENDER_TENANT_ID, ENTRA_TENANT_ID, WORKSPACE_RESOURCE_ID, LOG_ANALYTICS_WORKSPACES = [] } = settings;
  const tenantId = DEFENDER_TENANT_ID ?? ENTRA_TENANT_ID ?? null;
  const { defenderPortal: defender, azurePortal: azure } = cloudOf({ AZURE_CLOUD });
  return { defender, azure, tenantId, workspace: workspaceOf(WORKSPACE_RESOURCE_ID, LOG_ANALYTICS_WORKSPACES) };
}

function workspaceOf(chosen: string | undefined, asked: NonNullable<Env['LOG_ANALYTICS_WORKSPACES']>): Portals['workspace'] {
  if (chosen !== undefined) {
    const known = asked.find(({ resourceId }) => resourceId?.toLowerCase() === chosen.toLowerCase());
    return { name: known?.name ?? chosen.split('/').at(-1) ?? chosen, resourceId: chosen };
  }
  const [first] = asked.flatMap(({ name, resourceId }) => (resourceId === null ? [] : [{ name, resourceId }]));
  return first ?? null;
}

/** The portals of this server's settings. */
export function portals(): Portals {
  return portalsOf(env());
}
