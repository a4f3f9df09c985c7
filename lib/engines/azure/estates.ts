/** Estates and the queries written for them, kept: many people see the same workspaces and ask the same at once. */
import { LRUCache } from 'lru-cache';
import type { Column } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { type CrossWorkspaceQuery, crossWorkspaceUnion } from '@/lib/kql/workspaces/cross-workspace-union';
import { Fault } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import { type Estate, estateOf, type Holdings } from './estate';

/** Characters of all queries that are kept for one estate. */
const MAX_TEXT = 16 * 1024 * 1024;

interface Kept {
  estate: Estate;
  queries: LRUCache<string, CrossWorkspaceQuery>;
}

export class Estates {
  private readonly known = new LRUCache<string, Kept>({ max: 20 });
  private readonly keptOf = new WeakMap<Estate, Kept>();
  /** Equal columns are one array (`interned`). */
  private readonly ids = new WeakMap<Column[], number>();
  private nextId = 1;

  /** `schemas`: of the tables that can be there. */
  constructor(private readonly schemas: TableSchema[]) {}

  /** The same object for the same holdings. Throws a Fault when all refuse. */
  of(holdings: Holdings[]): Estate {
    const key = JSON.stringify(holdings.map(({ workspace, tables }) => [workspace.name, this.signOf(tables)]));
    const kept = this.known.get(key) ?? this.keep(estateOf(holdings, this.schemas));
    this.known.set(key, kept);
    return kept.estate;
  }

  /** A query of one table rewritten over the workspaces of an estate. Throws a KqlError as `crossWorkspaceUnion`. */
  unite(kql: string, estate: Estate, now: Instant): CrossWorkspaceQuery {
    const queries = this.keptOf.get(estate)?.queries;
    const key = `${now} ${kql}`;
    const known = queries?.get(key);
    if (known) return known;
    const query = crossWorkspaceUnion(kql, { tables: estate.tables, schemas: estate.schemas, now, limits: fusedLimits });
    queries?.set(key, query);
    return query;
  }

  private keep(estate: Estate): Kept {
    const sizeCalculation = ({ kql }: CrossWorkspaceQuery) => kql.length + 1;
    const kept = { estate, queries: new LRUCache<string, CrossWorkspaceQuery>({ maxSize: MAX_TEXT, sizeCalculation }) };
    this.keptOf.set(estate, kept);
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
