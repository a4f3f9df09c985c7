/** Finds each `workspace('…').Table` of a query in its syntax tree, and replaces it by a table that the parser can know. */

import { kqlString } from '@/lib/kql/quote';
import { type Edit, splice } from '@/lib/kql/syntax/edits';
import type { Node } from '@/lib/kql/syntax/node';
import { readSyntax } from '@/lib/kql/syntax/parse';

export interface ForeignTable {
  /** Its name in the rewritten query. */
  alias: string;
  /** As written between the brackets: a name, an id or a resource id. */
  workspace: string;
  table: string;
}

export interface Rewritten {
  kql: string;
  edits: Edit[];
  foreign: ForeignTable[];
}

/** The text's syntax must be sound. */
export function rewriteWorkspaces(kql: string): Rewritten {
  if (!kql.includes('workspace')) return { kql, edits: [], foreign: [] };
  const foreign = new Map<string, ForeignTable>();
  const edits: Edit[] = [];
  for (const node of readSyntax(kql).walk()) {
    const workspace = workspaceOf(node);
    if (workspace === undefined) continue;
    const table = node.get('Selector').simpleName;
    const alias = `workspace(${kqlString(workspace)}).${table}`;
    foreign.set(alias, { alias, workspace, table });
    edits.push({ start: node.start, end: node.end, text: `[${kqlString(alias)}]` });
  }
  return { kql: splice(kql, edits), edits, foreign: [...foreign.values()] };
}

function workspaceOf(node: Node): string | undefined {
  const call = node.kind === 'PathExpression' ? node.find('Expression') : undefined;
  if (call?.kind !== 'FunctionCallExpression' || call.get('Name').simpleName !== 'workspace') return undefined;
  const [argument, second] = call.get('ArgumentList').list('Expressions');
  return argument?.kind === 'StringLiteralExpression' && !second ? argument.stringValue : undefined;
}
