/** What we must know of a KQL operator: its SQL, and what it does to the events that pass through it. */
import type { Relation } from '../sql/relation';
import type { Translator } from '../sql/translator';
import type { Node } from '../syntax/node';

/**
 * Which rows an operator gives, beside those of its input. `all`: each row once, still the same event. `some`: each row
 * once or not at all. `where`: those that a condition lets through, which judges each row by itself. `groups`: a row for
 * each group. `other`: anything else, so rows may be repeated, merged or made.
 */
export type Rows = 'all' | 'some' | 'groups' | 'other' | { where: Node };

export interface Operator {
  /** Its SQL at the beginning of a query; null if it needs an input or is not supported. */
  source: ((t: Translator, operator: Node) => Relation) | null;
  /** Its SQL after a bar; null if it takes no input or is not supported. */
  pipe: ((t: Translator, operator: Node, input: Relation) => Relation) | null;
  rows: Rows | ((operator: Node) => Rows);
  /** Whether the columns it gives hold what they held, under their names, or may be renamed or computed. */
  columns: 'kept' | 'computed' | ((operator: Node) => 'kept' | 'computed');
  /**
   * The tables it reads besides its input. `joined`: those in its text, for a purpose of their own. `united`: those in its
   * text, whose rows are rows of the same pipe, so the window of a hunt belongs to each. `unnamed`: tables that its text
   * does not name, so it cannot be rewritten over several workspaces.
   */
  tables: 'none' | 'joined' | 'united' | 'unnamed';
}
