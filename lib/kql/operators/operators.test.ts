import { expect, test } from 'vitest';
import { kusto } from '../syntax/kusto';
import { operators } from './operators';

test('every operator is named by a kind of node that the parser has', () => {
  const kinds = new Set(Object.keys(kusto.Syntax.SyntaxKind));
  expect(Object.keys(operators).filter((kind) => !kinds.has(kind))).toEqual([]);
});
