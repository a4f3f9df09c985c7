import 'server-only';
import { statusOf } from '@/lib/engines/azure/statuses';
import type { Engine, Identity, QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { Coverage, TableStatus } from '@/lib/engines/model';
import { orCancelled } from '@/lib/engines/throttling/cancelled';
import { type Throttling, throttling } from '@/lib/engines/throttling/throttling';
import { now } from '@/lib/shared/clock';
import { cloudOf } from '@/lib/shared/clouds';
import type { Env } from '@/lib/shared/env';
import { ask, type Means, Stale } from './ask';
import { Presences } from './presence';
import { checkQuery, pinned } from './query';
import type { Service } from './send';

export interface DefenderSettings extends Service {
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
  return new DefenderEngine(settings);
}

class DefenderEngine implements Engine {
  readonly name = 'defender';
  readonly retention = '30d';
  readonly freshFor = 60_000;
  private readonly presences = new Presences((table, identity) => this.has(table, identity));
  private readonly means: Means;

  constructor(settings: DefenderSettings) {
    this.means = { service: settings, tenant: settings.tenant, throttling: settings.throttling ?? throttling() };
  }

  version(): string {
    return '';
  }

  sample(): boolean {
    return false;
  }

  check(kql: string): void {
    checkQuery(kql);
  }

  async query(kql: string, options: QueryOptions): Promise<QueryResult> {
    const query = pinned(kql, options.now);
    try {
      return await ask(this.means, query.kql, options);
    } catch (error) {
      if (error instanceof Stale) this.presences.forget(options.identity);
      throw query.asWritten(error instanceof Stale ? error.fault : error);
    }
  }

  /** It is asked for all who need it, whether or not this one goes on waiting. */
  async coverage({ identity, signal }: QueryOptions): Promise<Coverage> {
    const presence = await orCancelled(this.presences.of(identity), signal);
    return {
      workspaces: [],
      tables: [...presence].map(([name, present]) => ({ name, present, timeColumn: 'Timestamp' })),
      notices: [],
    };
  }

  async tables(options: QueryOptions): Promise<TableStatus[]> {
    const { tables } = await this.coverage(options);
    const query: Engine['query'] = (kql, asked) => this.query(kql, asked);
    return Promise.all(tables.map((table) => statusOf(query, table, { ...options, what: table.name })));
  }

  private async has(table: string, identity: Identity): Promise<boolean> {
    try {
      await ask(this.means, `${table} | take 0`, { identity, now: now(), what: `Is there ${table}?` });
      return true;
    } catch (error) {
      if (error instanceof Stale) return false;
      throw error;
    }
  }
}
