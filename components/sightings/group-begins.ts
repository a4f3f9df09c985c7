/** The indexes at which the groups of ordered rows begin. Pure. */

/**
 * A row whose verdict has just changed keeps its place until the next answer, so a group can come up a second time. It gets no
 * second heading.
 */
export function groupBegins<Row>(rows: readonly Row[], of: (row: Row) => string): { index: number; key: string }[] {
  const seen = new Set<string>();
  return rows.flatMap((row, index) => {
    const key = of(row);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ index, key }];
  });
}
