import 'server-only';
import type { Engine, Identity, QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { Coverage, TableStatus } from '@/lib/engines/model';
import { orCancelled } from '@/lib/engines/throttling/cancelled';
import { checkKql } from '@/lib/kql/cut/check';
import { KqlError } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import { type CrossWorkspaceQuery, originOf } from '@/lib/kql/workspaces/cross-workspace-union';
import { isOptional } from '@/lib/tables/tables';
import { ask, type Means } from './ask';
import { type Holdings, type JointTables, unmet } from './joint-tables';
import { JointTablesCache } from './joint-tables-cache.server';
import { statusOf } from './statuses';
import { Stale } from './tries';

/** What the engine needs besides the service itself: which tables there can be, and which there are. */
export interface Adapter {
  readonly name: 'log-analytics' | 'defender';
  readonly retention: string | null;
  /** The schemas of all tables that can be asked. */
  readonly schemas: TableSchema[];
  readonly holdings: HoldingsSource;
  /** A place as sentences name it. */
  placeOf(name: string): string;
  /** Whether the status page may ask how a table stands that nothing needs. */
  readonly asksOptional: boolean;
}

/** What there is for an identity: asked once, then remembered. */
export interface HoldingsSource {
  /** Callers that ask at the same time share one request. */
  holdings(identity: Identity): Promise<Holdings[]>;
  /** These turned out to be wrong: asks anew at the next time, unless it was already asked since. */
  forget(identity: Identity, wrong: Holdings[]): void;
}

/** The engine that asks a service of Azure with the rights of who asks. What the services do each in its own way is in `adapter` and `means`. */
export class AzureEngine implements Engine {
  readonly name: Adapter['name'];
  readonly retention: string | null;
  readonly freshFor = 60_000;
  private readonly cache: JointTablesCache;

  constructor(
    private readonly adapter: Adapter,
    private readonly means: Means,
  ) {
    this.name = adapter.name;
    this.retention = adapter.retention;
    this.cache = new JointTablesCache(adapter.schemas);
  }

  version(): string {
    return '';
  }

  sample(): boolean {
    return false;
  }

  check(kql: string): void {
    checkKql(kql, this.adapter.schemas);
  }

  async coverage(options: QueryOptions): Promise<Coverage> {
    return (await this.joint(options)).coverage;
  }

  async tables(options: QueryOptions): Promise<TableStatus[]> {
    const { tables } = await this.coverage(options);
    const asked = tables.filter(({ name }) => this.adapter.asksOptional || !isOptional(name));
    return Promise.all(asked.map((table) => statusOf((kql, o) => this.query(kql, o), table, { ...options, what: table.name })));
  }

  /** A refusal that may be of a table, a column or a right that is gone makes it look at what there is, and ask once more. */
  async query(kql: string, options: QueryOptions): Promise<QueryResult> {
    const holdings = await this.holdings(options);
    const joint = this.cache.of(holdings);
    const query = await this.cache.unite(kql, joint, options.now, options.signal);
    try {
      return await this.send(kql, query, joint, options);
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      this.adapter.holdings.forget(options.identity, holdings);
      const later = await this.joint(options);
      const again = await this.cache.unite(kql, later, options.now, options.signal);
      if (again.kql === query.kql && later.primary === joint.primary) throw asWritten(error.told, kql, query);
      const answer = await this.send(kql, again, later, options).catch((still: unknown) => {
        throw still instanceof Stale ? asWritten(still.told, kql, again) : still;
      });
      const unsaid = later.coverage.notices.filter((notice) => !joint.coverage.notices.includes(notice));
      return { ...answer, partial: [...answer.partial, ...unsaid] };
    }
  }

  /** The query as it is sent, and the first place that can be asked. */
  protected async sent(kql: string, options: QueryOptions) {
    const joint = await this.joint(options);
    const query = await this.cache.unite(kql, joint, options.now, options.signal);
    return { kql: query.kql, place: joint.primary };
  }

  /** `written`: the text that the query was made of. */
  private async send(
    written: string,
    query: CrossWorkspaceQuery,
    joint: JointTables,
    options: QueryOptions,
  ): Promise<QueryResult> {
    const question = { place: joint.primary, kql: query.kql, now: options.now, what: options.what ?? 'A query' };
    try {
      const answer = await ask(this.means, question, options);
      return { ...answer, partial: [...answer.partial, ...unmet(query, joint, this.adapter.placeOf)] };
    } catch (error) {
      throw asWritten(error, written, query);
    }
  }

  private async joint(options: QueryOptions): Promise<JointTables> {
    return this.cache.of(await this.holdings(options));
  }

  /** What there is for an identity. It is asked for all who need it, whether or not this one goes on waiting. */
  private holdings({ identity, signal }: QueryOptions): Promise<Holdings[]> {
    return orCancelled(this.adapter.holdings.holdings(identity), signal);
  }
}

/** The place of an error, moved from the query as sent to the query as asked. */
function asWritten(error: unknown, written: string, query: CrossWorkspaceQuery): unknown {
  if (!(error instanceof KqlError)) return error;
  return new KqlError(error.diagnostics.map((d) => ({ ...d, ...originOf(written, query, d.line, d.column) })));
}
