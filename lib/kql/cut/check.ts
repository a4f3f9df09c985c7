/** Checks that a text is KQL over given tables. */
import { LRUCache } from 'lru-cache';
import type { TableSchema } from '../schemas';
import { checkLimits, fusedLimits } from '../syntax/limits';
import { parseKql } from '../syntax/parse';
import { operandShape } from './operands';

/** Shapes of queries that are right, by the tables they were checked over. */
const right = new WeakMap<TableSchema[], LRUCache<string, true>>();

/**
 * Throws a KqlError when the query is wrong or names what the tables lack. Queries that differ only in the texts they look for are
 * parsed once: a catalogue has hundreds of them, and they keep the parser busy for seconds.
 */
export function checkKql(kql: string, schemas: TableSchema[]): void {
  checkLimits(kql, fusedLimits);
  const shape = operandShape(kql)?.shape;
  const shapes = right.get(schemas) ?? new LRUCache<string, true>({ max: 500 });
  right.set(schemas, shapes);
  if (shape !== undefined && shapes.has(shape)) return;
  parseKql(kql, schemas, fusedLimits);
  if (shape !== undefined) shapes.set(shape, true);
}
