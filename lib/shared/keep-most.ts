/**
 * At most `most` of the rows: those that matter, then the others, each from the beginning. What is kept stays in its order. Pure.
 */
export function keepMost<Row>(rows: Row[], most: number, matters: (row: Row) => boolean): Row[] {
  if (rows.length <= most) return rows;
  const kept = new Set([...rows.filter(matters), ...rows.filter((row) => !matters(row))].slice(0, most));
  return rows.filter((row) => kept.has(row));
}
