/** For tests and the benchmark: a large body of Log Analytics, and how long the event loop stood still. */

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

/** The longest time in which the event loop served nobody while `work` ran, in milliseconds, and what came of it. */
export async function longestGap<T>(work: () => T | Promise<T>): Promise<[gap: number, outcome: T]> {
  let gap = 0;
  let last = performance.now();
  const beat = () => {
    gap = Math.max(gap, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(beat, 5);
  const outcome = await work();
  beat();
  clearInterval(timer);
  return [gap, outcome];
}
