/** A query's present: what it says of now becomes an instant, the same for every query of one question. */
import type { Instant } from '@/lib/shared/time';
import { kqlDatetime } from '../quote';
import type { Edit } from './edits';
import type { Node } from './node';

/** Edits that put an instant where the query says `now()`, `now(-5d)` or `ago(5d)`. What they are given stays as written. */
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
