import 'server-only';
import { ask } from '@/lib/engines/azure/ask';
import { AzureEngine } from '@/lib/engines/azure/engine.server';
import type { Engine } from '@/lib/engines/engine';
import { type Throttling, throttling } from '@/lib/engines/throttling/throttling';
import { now } from '@/lib/shared/clock';
import { cloudOf } from '@/lib/shared/clouds';
import type { Env } from '@/lib/shared/env';
import { defenderSchemas } from './schemas';
import type { Endpoint } from './send';
import { defenderService } from './service.server';
import { DEFENDER, TenantTables } from './tenant-tables';

export interface DefenderSettings extends Endpoint {
  tenant: string;
  /** The process's own unless said. */
  throttling?: Throttling;
}

/** The engine that asks the tenant's Defender by Microsoft Graph, with the rights of who asks. */
export function createDefenderEngine(settings: Pick<Env, 'AZURE_CLOUD' | 'GRAPH_ENDPOINT' | 'ENTRA_TENANT_ID'>): Engine {
  const { graph, graphAudience } = cloudOf(settings);
  return openDefender({ endpoint: graph, audience: graphAudience, tenant: settings.ENTRA_TENANT_ID ?? '', fetch });
}

/** The same where addresses and means are given one by one. */
export function openDefender(settings: DefenderSettings): Engine {
  const means = { service: defenderService(settings, settings.tenant), throttling: settings.throttling ?? throttling() };
  const holdings = new TenantTables(async (table, identity) => {
    const question = { place: DEFENDER, kql: `${table} | take 0`, now: now(), what: `Is there ${table}?`, once: true };
    return (await ask(means, question, { identity })).columns;
  });
  const adapter = {
    name: 'defender' as const,
    retention: '30d',
    schemas: defenderSchemas,
    holdings,
    placeOf: () => DEFENDER.name,
    // Each would cost the tenant up to two of its 45 calls a minute.
    asksOptional: false,
  };
  return new AzureEngine(adapter, means);
}
