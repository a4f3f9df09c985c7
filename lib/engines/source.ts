import { engineOf } from '@/lib/shared/azure-env';
import type { Env } from '@/lib/shared/env';
import type { DataSource } from './model';

/** Where the telemetry comes from; null where it is imported into files. Pure. */
export function sourceOf(settings: Env): DataSource | null {
  const engine = engineOf(settings);
  if (engine === 'embedded') return null;
  const workspaces = engine === 'log-analytics' ? (settings.LOG_ANALYTICS_WORKSPACES ?? []) : [];
  return {
    engine,
    tenantId: settings.ENTRA_TENANT_ID ?? null,
    workspaces: workspaces.map(({ name }) => name),
    identity: settings.AZURE_IDENTITY,
  };
}
