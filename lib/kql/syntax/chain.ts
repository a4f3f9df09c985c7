/** Chains of `and` and `or`, and the brackets in them. */
import type { Node } from './node';

/** A node without the brackets around it. */
export function unwrapped(node: Node): Node {
  return node.kind === 'ParenthesizedExpression' ? unwrapped(node.get('Expression')) : node;
}

/** The members of a chain of `and` or of `or`, without the brackets around them. */
export function chain(node: Node, kind: 'AndExpression' | 'OrExpression'): Node[] {
  const inner = unwrapped(node);
  return inner.kind === kind ? [...chain(inner.get('Left'), kind), ...chain(inner.get('Right'), kind)] : [inner];
}
