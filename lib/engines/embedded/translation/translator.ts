import { LRUCache } from 'lru-cache';
import { operandShape } from '@/lib/kql/cut/operands';
import type { TableSchema } from '@/lib/kql/schemas';
import { type Translation, translate } from '@/lib/kql/sql/translate';
import { checkLimits, fusedLimits } from '@/lib/kql/syntax/limits';
import { Fault, type FaultKind } from '@/lib/shared/errors';
import { formatTicks, type Instant } from '@/lib/shared/time';

/** What a translation needs to know of the tables, as plain data that a worker can be sent. */
export interface Tables {
  /** Changes when anything of them does. */
  version: string;
  schemas: TableSchema[];
  /** SQL of each table's rows, or why they cannot be read. Tables that are not there are left out. */
  relations: Record<string, { sql: string } | { fault: { kind: FaultKind; message: string } }>;
}

/** Turns KQL into SQL. Throws (rejects with) a KqlError for a bad query, a Fault for a table that cannot be read. */
export type Translate = (kql: string, now: Instant, tables: Tables, signal?: AbortSignal) => Translation | Promise<Translation>;

/** Translates in this thread, which it blocks meanwhile. */
export const translateHere: Translate = (kql, now, { schemas, relations }) =>
  translate(kql, {
    now,
    schemas,
    limits: fusedLimits,
    relation: (name) => {
      const relation = relations[name];
      if (relation === undefined) return undefined;
      if ('fault' in relation) throw new Fault(relation.fault.kind, relation.fault.message);
      return relation.sql;
    },
  });

/** What `now()` is while a query is only checked. */
const ANY_TIME = formatTicks(0n);

/** Shapes of queries that the engine can answer. */
const answerable = new LRUCache<string, true>({ max: 500 });

/** Throws a KqlError when the query is wrong or uses what the engine lacks. Every table counts as being there. */
export function checkHere(kql: string): void {
  checkLimits(kql, fusedLimits);
  const shape = operandShape(kql)?.shape;
  if (shape !== undefined && answerable.has(shape)) return;
  translate(kql, { now: ANY_TIME, relation: () => '(SELECT)', limits: fusedLimits });
  if (shape !== undefined) answerable.set(shape, true);
}
