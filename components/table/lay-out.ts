/** Computes on which line each row and each heading of a group stands. All lines have the same height. Pure. */

interface Line {
  /** The index of the row, or of the first row under a heading. */
  row: number;
  isHeading: boolean;
}

export interface Layout {
  lines: Line[];
  /** The line on which a row stands. */
  lineOf: (row: number) => number;
}

/** `headed`: the rows with which a group begins, in ascending order. */
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
