/** Puts an instant in place of `now()`, so that all queries of one question mean the same present. */
import type { Instant } from '@/lib/shared/time';
import { kqlDatetime } from '../quote';
import type { Edit } from './edits';
import type { Node } from './node';

/** Edits that put an instant in place of `now()`, `now(-5d)` and `ago(5d)`. Their arguments stay as written. */
export function nowEdits(root: Node, now: Instant): Edit[] {
  const present = kqlDatetime(now);
  return [...root.walk()].flatMap((node): Edit[] => {
    const { kind, symbol } = node;
    if (kind !== 'FunctionCallExpression' || symbol?.kind !== 'Function') return [];
    if (symbol.name !== 'now' && symbol.name !== 'ago') return [];
    const [length] = node.get('ArgumentList').list('Expressions');
    if (!length) return [{ start: node.start, end: node.end, text: present }];
    return [
      { start: node.start, end: length.start, text: `(${present} ${symbol.name === 'now' ? '+' : '-'} (` },
      { start: length.end, end: node.end, text: '))' },
    ];
  });
}
