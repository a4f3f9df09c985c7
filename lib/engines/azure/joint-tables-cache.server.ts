import 'server-only';
import { LRUCache } from 'lru-cache';
import { fillKql, shapeOf, standIns, withStandIns } from '@/lib/engines/kql-thread/shape';
import { kqlThread } from '@/lib/engines/kql-thread/thread.server';
import { type Column, KqlError } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { type CrossWorkspaceQuery, crossWorkspaceUnion } from '@/lib/kql/workspaces/cross-workspace-union';
import { isBundled } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { SharedRun } from '@/lib/shared/shared-run';
import type { Instant } from '@/lib/shared/time';
import { type Holdings, type JointTables, jointTablesOf } from './joint-tables';

/** Characters of all queries that are kept for one set of joint tables. */
const MAX_TEXT = 16 * 1024 * 1024;

/** Writes a query over the workspaces of joint tables. Throws (rejects with) a KqlError. */
export type Unite = (
  kql: string,
  now: Instant,
  joint: JointTables,
  signal?: AbortSignal,
) => CrossWorkspaceQuery | Promise<CrossWorkspaceQuery>;

const uniteHere: Unite = (kql, now, { tables, schemas }) =>
  crossWorkspaceUnion(kql, { tables, schemas, now, limits: fusedLimits });

/** Hundreds of hunts in one text keep the parser busy for seconds, in which the server answers. */
const uniteInThread: Unite = (kql, now, joint, signal) => kqlThread().unite(kql, now, joint, signal);

interface Kept {
  joint: JointTables;
  /** The written queries by shape, with stand-ins for the instants. */
  queries: LRUCache<string, SharedRun<CrossWorkspaceQuery>>;
}

/** Keeps joint tables and the queries written for them, because many people see the same workspaces and ask the same. */
export class JointTablesCache {
  private readonly known = new LRUCache<string, Kept>({ max: 20 });
  private readonly keptOf = new WeakMap<JointTables, Kept>();
  /** Equal columns are one array (`interned`). */
  private readonly ids = new WeakMap<Column[], number>();
  private nextId = 1;

  /** `schemas`: of the tables that can be there. */
  constructor(
    private readonly schemas: TableSchema[],
    private readonly write: Unite = isBundled() ? uniteInThread : uniteHere,
  ) {}

  /** The same object for the same holdings. Throws a Fault when all refuse. */
  of(holdings: Holdings[]): JointTables {
    const key = JSON.stringify(holdings.map(({ workspace, tables }) => [workspace.name, this.signOf(tables)]));
    const kept = this.known.get(key) ?? this.keep(jointTablesOf(holdings, this.schemas));
    this.known.set(key, kept);
    return kept.joint;
  }

  /**
   * A query of one table rewritten over the workspaces of joint tables. Rejects with a KqlError as `crossWorkspaceUnion`, and with a Fault
   * when the signal aborts. Queries of one shape are parsed once.
   */
  async unite(kql: string, joint: JointTables, now: Instant, signal?: AbortSignal): Promise<CrossWorkspaceQuery> {
    const queries = this.keptOf.get(joint)?.queries;
    const shape = shapeOf(kql, now);
    let run = queries?.get(shape.key);
    if (run === undefined || run.abandoned) {
      const query = withStandIns(shape, standIns[0]);
      const started = new SharedRun(async (abort) => this.write(query.kql, query.now, joint, abort));
      run = started;
      queries?.set(shape.key, started, { size: shape.key.length });
      started.result.then(
        (found) => queries?.set(shape.key, started, { size: shape.key.length + found.kql.length }),
        () => queries?.peek(shape.key) === started && queries.delete(shape.key),
      );
    }
    try {
      const united = await run.wait(signal);
      return { ...united, kql: fillKql(united.kql, shape, standIns[0]) };
    } catch (error) {
      // The error’s words may quote the query, so it is written again with the real instants.
      if (error instanceof KqlError) return this.write(kql, now, joint, signal);
      throw error;
    }
  }

  private keep(joint: JointTables): Kept {
    const kept = { joint, queries: new LRUCache<string, SharedRun<CrossWorkspaceQuery>>({ maxSize: MAX_TEXT, max: 2000 }) };
    this.keptOf.set(joint, kept);
    return kept;
  }

  private signOf(tables: Holdings['tables']): unknown {
    if (tables instanceof Fault) return `${tables.kind} ${tables.message}`;
    return [...tables].map(([name, columns]) => [name, this.idOf(columns)]);
  }

  private idOf(columns: Column[]): number {
    const id = this.ids.get(columns) ?? this.nextId++;
    this.ids.set(columns, id);
    return id;
  }
}
