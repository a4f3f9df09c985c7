/** Where rows and the headings of their groups stand in a grid of lines of one height. Pure. */

interface Line {
  /** Index of the row, or of the first row under the heading. */
  row: number;
  isHeading: boolean;
}

export interface Layout {
  lines: Line[];
  /** The line of a row. */
  lineOf: (row: number) => number;
}

/** `headed`: the rows that begin a group, in ascending order. */
export function layOut(rows: number, headed: number[]): Layout {
  const lines: Line[] = [];
  const lineOf: number[] = [];
  const begins = new Set(headed);
  for (let row = 0; row < rows; row += 1) {
    if (begins.has(row)) lines.push({ row, isHeading: true });
    lineOf.push(lines.length);
    lines.push({ row, isHeading: false });
  }
  return { lines, lineOf: (row) => lineOf[row] ?? row };
}
