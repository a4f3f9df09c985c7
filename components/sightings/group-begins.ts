/** Where in ordered rows each group begins. Pure. */

/**
 * A row that was decided a moment ago stays where it is until the answer comes anew, so a group may be met twice: the second time
 * it gets no heading.
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
