/** What operators, expressions and functions need of one another while a query is translated. */
import type { Ticks } from '@/lib/shared/time';
import type { Node } from '../syntax/node';
import type { Relation } from './relation';
import type { Value } from './value';

/** Where an expression stands. */
export interface Scope {
  /** Inside `summarize`, where functions may be aggregates: the relation they read. */
  aggregates?: Relation;
}

export const rowScope: Scope = {};

export interface Translator {
  /** What `now()` is, all through the query. */
  readonly now: Ticks;
  /** Tables read so far. */
  readonly tables: Set<string>;
  hasTable(name: string): boolean;
  /** The SQL relation of a table; throws a KqlError at the node where there is none. */
  table(node: Node, name: string): string;
  /** What a `let` gave a name, by the identity of its symbol. */
  letOf(symbol: object): Node | undefined;
  /** An expression with KQL's own nulls. */
  expression(node: Node, scope: Scope): Value;
  /** SQL that is true exactly where the predicate is; where it is null, SQL may be false. */
  condition(node: Node, scope: Scope): string;
  /** The same as conjuncts, so that filters stay flat. */
  conjuncts(node: Node, scope: Scope): string[];
  tabular(node: Node): Relation;
}
