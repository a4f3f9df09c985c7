/** The parts of a hunt's query: its `let` statements, its pipe, the tables it reads. */

import type { TableSchema } from '../schemas';
import type { Node } from '../syntax/node';
import { parseKql } from '../syntax/parse';

/** The columns that tell when an event was, in every table of ours. */
export const TIME_COLUMNS = ['Timestamp', 'TimeGenerated'];

export interface HuntTree {
  text: string;
  lets: Node[];
  /** The expression whose table is the answer. */
  answer: Node;
  /** What the pipe begins with. */
  head: Node;
  /** Its operators; `input` is all before the bar. */
  pipe: { operator: Node; input: Node }[];
  /** Every mention of a table, anywhere in the text. */
  tables: Node[];
  /** The identities of the tables' columns of a name. */
  columnIds: (name: string) => Set<object>;
  letOf: (node: Node) => Node | undefined;
}

export function readHunt(text: string, schemas?: TableSchema[]): HuntTree {
  const root = parseKql(text, schemas);
  const statements = root.list('Statements');
  const lets = statements.filter((s) => s.kind === 'LetStatement');
  const [statement, second] = statements.filter((s) => s.kind !== 'LetStatement');
  if (statement?.kind !== 'ExpressionStatement')
    throw (statement ?? root).error('hunt', 'A hunt is let statements and one query.');
  if (second) throw second.error('hunt', 'A hunt is one query.');
  const answer = statement.get('Expression');
  if (!answer.isTabular) throw answer.error('hunt', 'A hunt must give a table.');
  const pipe: HuntTree['pipe'] = [];
  let head = answer;
  for (; head.kind === 'PipeExpression'; head = head.get('Expression')) {
    pipe.unshift({ operator: head.get('Operator'), input: head.get('Expression') });
  }
  const tables = [...root.walk()].filter((node) => node.kind === 'NameReference' && node.symbol?.kind === 'Table');
  const byId = new Map(lets.map((statement) => [statement.get('Name').symbol?.id, statement]));
  return {
    text,
    lets,
    answer,
    head,
    pipe,
    tables,
    columnIds: (name) => new Set(tables.map((table) => table.columnIds.get(name)).filter((id) => id !== undefined)),
    letOf: (node) => (node.symbol ? byId.get(node.symbol.id) : undefined),
  };
}
