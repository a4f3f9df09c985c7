import { type LineCounter, Scalar } from 'yaml';

export interface Place {
  line: number;
  column: number;
}

/** Takes a place in a query's text to the same place in the YAML file; both count from 1. */
export type QueryPlace = (line: number, column: number) => Place;

/**
 * Exact for a query in a block (`query: |`), whose lines are lines of the file. For other forms (quoted, folded) it is
 * where the query begins.
 */
export function queryPlace(node: unknown, source: string, lines: LineCounter): QueryPlace {
  if (!(node instanceof Scalar) || !node.range) return () => ({ line: 1, column: 1 });
  const start = lines.linePos(node.range[0]);
  const begin: Place = { line: start.line, column: start.col };
  if (node.type !== 'BLOCK_LITERAL' || typeof node.value !== 'string') return () => begin;
  const written = source.split(/\r\n|\n|\r/);
  const read = node.value.split('\n');
  const first = read.findIndex((text) => text !== '');
  const indent = (written[begin.line + first] ?? '').length - (read[first] ?? '').length;
  return (line, column) => ({ line: begin.line + line, column: column + Math.max(indent, 0) });
}
