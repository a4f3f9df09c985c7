import 'server-only';
import { statusOf } from '@/lib/engines/azure/statuses';
import type { Engine, QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { Coverage, TableStatus } from '@/lib/engines/model';
import { orCancelled } from '@/lib/engines/throttling/cancelled';
import { type Throttling, throttling } from '@/lib/engines/throttling/throttling';
import { KqlError } from '@/lib/kql/model';
import { tableSchemas } from '@/lib/kql/schemas';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { parseKql } from '@/lib/kql/syntax/parse';
import type { CrossWorkspaceQuery } from '@/lib/kql/workspaces/cross-workspace-union';
import type { Workspace } from '@/lib/shared/azure-env';
import { cloudOf } from '@/lib/shared/clouds';
import type { Env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { ask, Stale } from './ask';
import { type Estate, unmet } from './estate';
import { Estates } from './estates';
import type { Service } from './transport';
import { type Holdings, Workspaces } from './workspaces';

export interface LogAnalyticsSettings extends Service {
  /** One to a hundred. */
  workspaces: Workspace[];
  /** The process's own unless said. */
  throttling?: Throttling;
}

type Settings = Pick<Env, 'AZURE_CLOUD' | 'LOG_ANALYTICS_ENDPOINT' | 'LOG_ANALYTICS_WORKSPACES'>;

/** The engine that asks the workspaces of the settings, with the rights of who asks. */
export function createLogAnalyticsEngine(settings: Settings): Engine {
  const { logAnalytics, logAnalyticsAudience } = cloudOf(settings);
  return openLogAnalytics({
    endpoint: logAnalytics,
    audience: logAnalyticsAudience,
    workspaces: settings.LOG_ANALYTICS_WORKSPACES ?? [],
  });
}

/** The same where addresses and means are given one by one. */
export function openLogAnalytics(settings: LogAnalyticsSettings): Engine {
  return new LogAnalyticsEngine(settings);
}

/** For how long a workspace's limits are waited for before it is left out. */
const PROBE_PATIENCE = 60_000;

class LogAnalyticsEngine implements Engine {
  readonly name = 'log-analytics';
  /** Each table of each workspace has its own, and Azure does not tell. */
  readonly retention = null;
  readonly freshFor = 60_000;
  private readonly workspaces: Workspaces;
  private readonly estates = new Estates();
  private readonly means: { service: Service; throttling: Throttling };

  constructor(settings: LogAnalyticsSettings) {
    this.means = { service: settings, throttling: settings.throttling ?? throttling() };
    this.workspaces = new Workspaces(settings.workspaces, async (question, identity) => {
      const asked = { ...question, what: 'The workspaces', patience: PROBE_PATIENCE, isFuzzy: true };
      const answer = await ask(this.means, asked, { identity });
      if (answer.cut) throw new Fault('unavailable', answer.partial.join(' '));
      return answer;
    });
  }

  version(): string {
    return '';
  }

  sample(): boolean {
    return false;
  }

  check(kql: string): void {
    parseKql(kql, tableSchemas, fusedLimits);
  }

  async coverage(options: QueryOptions): Promise<Coverage> {
    return (await this.estate(options)).coverage;
  }

  async tables(options: QueryOptions): Promise<TableStatus[]> {
    const { tables } = await this.coverage(options);
    return Promise.all(tables.map((table) => statusOf((kql, o) => this.query(kql, o), table, { ...options, what: table.name })));
  }

  async query(kql: string, options: QueryOptions): Promise<QueryResult> {
    const holdings = await this.holdings(options);
    const estate = this.estates.of(holdings);
    const query = this.estates.unite(kql, estate, options.now);
    try {
      return await this.send(query, estate, options);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      this.workspaces.forget(options.identity, holdings);
      const later = await this.estate(options);
      const again = this.estates.unite(kql, later, options.now);
      if (again.kql === query.kql && later.primary === estate.primary) throw asWritten(error.fault, query);
      const answer = await this.send(again, later, options).catch((still: unknown) => {
        throw still instanceof Stale ? asWritten(still.fault, again) : still;
      });
      const unsaid = later.coverage.notices.filter((notice) => !estate.coverage.notices.includes(notice));
      return { ...answer, partial: [...answer.partial, ...unsaid] };
    }
  }

  async asSent(kql: string, options: QueryOptions): ReturnType<NonNullable<Engine['asSent']>> {
    const estate = await this.estate(options);
    const { name, resourceId } = estate.primary;
    return {
      kql: this.estates.unite(kql, estate, options.now).kql,
      workspace: resourceId === null ? null : { name, resourceId },
    };
  }

  private async send(query: CrossWorkspaceQuery, { primary }: Estate, options: QueryOptions): Promise<QueryResult> {
    const question = { workspace: primary, kql: query.kql, what: options.what ?? 'A query' };
    try {
      const answer = await ask(this.means, question, options);
      return { ...answer, partial: [...answer.partial, ...unmet(query, primary)] };
    } catch (error) {
      throw asWritten(error, query);
    }
  }

  private async estate(options: QueryOptions): Promise<Estate> {
    return this.estates.of(await this.holdings(options));
  }

  /** What there is for an identity. It is asked for all who need it, whether or not this one goes on waiting. */
  private holdings({ identity, signal }: QueryOptions): Promise<Holdings[]> {
    return orCancelled(this.workspaces.holdings(identity), signal);
  }
}

/** Where a query is wrong, in the text as it was asked. */
function asWritten(error: unknown, { origin }: CrossWorkspaceQuery): unknown {
  if (!(error instanceof KqlError)) return error;
  return new KqlError(error.diagnostics.map((d) => ({ ...d, ...origin(d.line, d.column) })));
}
