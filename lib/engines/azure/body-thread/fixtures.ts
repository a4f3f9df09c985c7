/** For tests and the benchmark: a large body of Log Analytics. */

/** As Log Analytics sends rows of 16 columns. `more` stands behind the tables. */
export function logAnalyticsBody(rows: number, more = ''): string {
  const values: [type: string, of: (row: number) => unknown][] = [
    ['string', (row) => `device-${row}`],
    ['datetime', () => '2026-03-09T10:00:00.1234567Z'],
    ['long', (row) => row],
    ['dynamic', () => '["ada","bob"]'],
  ];
  const all = [values, values, values, values].flat();
  const columns = all.map(([type], i) => ({ name: `c${i}`, type }));
  const list = Array.from({ length: rows }, (_, row) => JSON.stringify(all.map(([, of]) => of(row))));
  return `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":[${list.join(',')}]}]${more}}`;
}
