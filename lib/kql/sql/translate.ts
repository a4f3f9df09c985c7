/** KQL to DuckDB SQL. What we do not know is refused by its name and place, never guessed. */

import { type Instant, toTicks } from '@/lib/shared/time';
import type { Column } from '../model';
import { translateTabular } from '../operators/tabular';
import { type TableSchema, tableSchemas } from '../schemas';
import { defaultLimits, type Limits } from '../syntax/limits';
import { clip, type Node } from '../syntax/node';
import { parseKql } from '../syntax/parse';
import { translateExpression } from './expressions/expression';
import { condition, conjuncts } from './expressions/logic';
import { columnList, fromClause, orderClause, type Relation } from './relation';
import type { Scope, Translator } from './translator';
import type { Value } from './value';

export interface TranslateOptions {
  /** What `now()` is all through the query. */
  now: Instant;
  schemas?: TableSchema[];
  /**
   * The SQL relation of a table, a FROM item with exactly the schema's columns: datetime and timespan as BIGINT ticks,
   * dynamic as JSON, string never NULL. Undefined where the table is not there.
   */
  relation: (table: string) => string | undefined;
  /** SQL of a column's text with the borders of its terms marked, where the relations have that (`markedText`). */
  marked?: (column: string) => string | undefined;
  /** `fusedLimits` for queries that we make. */
  limits?: Limits;
}

export interface Translation {
  sql: string;
  /** The answer's columns, named and ordered as in Kusto. The SQL gives the same, in the types of `sqlType`. */
  columns: Column[];
  /** The tables it reads. */
  tables: string[];
  /** What a person must know of the answer, as sentences. */
  notices: string[];
}

/** Some small texts, such as an `iff` in an `iff`, become huge in SQL. */
const MAX_SQL = 4 * 1024 * 1024;
const MAX_LET_USES = 5000;

/** Throws a KqlError for a text that is not KQL, that names an unknown table, or that we do not support. */
export function translate(kql: string, options: TranslateOptions): Translation {
  const root = parseKql(kql, options.schemas ?? tableSchemas, options.limits ?? defaultLimits);
  const translator = new QueryTranslator(options);
  const relation = translator.query(root);
  const order = orderClause(relation);
  const sql = `SELECT ${columnList(relation.columns).join(', ')}\n${fromClause(relation)}${order === '' ? '' : `\n${order}`}`;
  return { sql, columns: relation.columns, tables: [...translator.tables], notices: [...translator.notices] };
}

class QueryTranslator implements Translator {
  readonly now: bigint;
  readonly tables = new Set<string>();
  readonly notices = new Set<string>();
  private readonly lets = new Map<object, Node>();
  private letUses = 0;
  private marks: ReadonlyMap<string, string> = new Map();

  constructor(private readonly options: TranslateOptions) {
    this.now = toTicks(options.now);
  }

  query(root: Node): Relation {
    let answer: Node | undefined;
    for (const statement of root.list('Statements')) {
      if (statement.kind === 'LetStatement') this.define(statement);
      else if (statement.kind !== 'ExpressionStatement')
        throw statement.error('unsupported', `The statement “${clip(statement.text)}” is not supported.`);
      else if (answer) throw statement.error('unsupported', 'A second query in one text is not supported.');
      else answer = statement.get('Expression');
    }
    if (!answer) throw root.error('empty', 'The query defines names but has no table to give.');
    if (!answer.isTabular) throw answer.error('no-table', `“${clip(answer.text)}” is not a table: begin with a table or print.`);
    return this.tabular(answer);
  }

  private define(statement: Node): void {
    const { symbol } = statement.get('Name');
    if (symbol) this.lets.set(symbol.id, statement.get('Expression'));
  }

  letOf(symbol: object): Node | undefined {
    const node = this.lets.get(symbol);
    if (node && ++this.letUses > MAX_LET_USES)
      throw node.error('limit', `The names that let defines are used more than ${MAX_LET_USES} times.`);
    return node;
  }

  marked(column: string): string | undefined {
    return this.marks.get(column) ?? this.options.marked?.(column);
  }

  withMarks(marks: ReadonlyMap<string, string>, work: () => void): void {
    const before = this.marks;
    this.marks = marks;
    work();
    this.marks = before;
  }

  hasTable(name: string): boolean {
    return this.options.relation(name) !== undefined;
  }

  table(node: Node, name: string): string {
    const relation = this.options.relation(name);
    if (relation === undefined)
      throw node.error('missing-table', `The table ${name} is not there: nothing has been imported into it.`);
    this.tables.add(name);
    return relation;
  }

  expression(node: Node, scope: Scope): Value {
    const result = translateExpression(this, node, scope);
    if (result.sql.length > MAX_SQL) throw node.error('limit', 'This expression is too large.');
    return result;
  }

  condition(node: Node, scope: Scope): string {
    return condition(this, node, scope);
  }

  conjuncts(node: Node, scope: Scope): string[] {
    return conjuncts(this, node, scope);
  }

  tabular(node: Node): Relation {
    const { marks } = this;
    this.marks = new Map(); // a table in an expression has columns of its own
    const relation = translateTabular(this, node);
    this.marks = marks;
    if (relation.from.length > MAX_SQL) throw node.error('limit', 'This query is too large.');
    return relation;
  }
}
