/** Refuses names of `let` that use each other many times over: the parser's time doubles with every doubling. */
import type { Node } from './node';

/** How many names one `let` may expand to. */
const MAX_USES = 1000;

/**
 * False where a text cannot pass the limit, so that its tree need not be read for it, which is half of the parser's work. The first name
 * expands to one, and the second to as many as it mentions the first, each in two characters at least.
 */
export function mayUseTooOften(text: string): boolean {
  const names = text.split('let').length - 1;
  return names > 2 || (names === 2 && text.length > 2 * MAX_USES);
}

/** Throws a KqlError at the statement that passes the limit. `root`: the tree, not yet analysed. */
export function checkLetUses(root: Node): void {
  const uses = new Map<string, number>();
  for (const statement of root.list('Statements')) {
    if (statement.kind !== 'LetStatement') continue;
    let count = 1;
    for (const node of statement.get('Expression').walk())
      if (node.kind === 'NameReference') count += uses.get(node.simpleName) ?? 0;
    if (count > MAX_USES)
      throw statement.error('limit', `This let uses the names before it more than ${MAX_USES} times, counting those in them.`);
    uses.set(statement.get('Name').simpleName, count);
  }
}
