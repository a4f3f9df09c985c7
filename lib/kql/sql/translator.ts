/** What the translations of operators, expressions and functions call each other by. */
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
  /** What a person must know of the answer, as sentences. */
  readonly notices: Set<string>;
  hasTable(name: string): boolean;
  /** SQL of a column's marked text; undefined where there is none at hand. */
  marked(column: string): string | undefined;
  /** Does the work with these marked texts at hand: their SQL by the names of columns. */
  withMarks(marks: ReadonlyMap<string, string>, work: () => void): void;
  /** The SQL relation of a table; throws a KqlError at the node where there is none. */
  table(node: Node, name: string): string;
  /** What a `let` gave a name, by the identity of its symbol. */
  letOf(symbol: object): Node | undefined;
  /** An expression, null exactly where KQL's is. */
  expression(node: Node, scope: Scope): Value;
  /** SQL that is true exactly where the predicate is true. Where that is null, it may be false. */
  condition(node: Node, scope: Scope): string;
  /** The same as a list of conditions that must all hold. */
  conjuncts(node: Node, scope: Scope): string[];
  tabular(node: Node): Relation;
}
