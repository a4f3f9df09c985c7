import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { readResponse } from '../read.server';
import { readers } from '../readers';
import { bodyThread } from './thread.server';

const never = () => ({ kind: 'broken' as const, what: 'no status' });
const answered = (text: string) => ({
  status: 200,
  headers: new Headers({ 'request-id': 'request-7' }),
  ms: 1,
  body: Buffer.from(text),
});

/** As Log Analytics sends rows of 16 columns. */
function logAnalyticsBody(rows: number, more = ''): string {
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
async function longestGap<T>(work: () => T | Promise<T>): Promise<[gap: number, outcome: T]> {
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

test('an answer of 120,000 rows is read as here, and the server answers meanwhile', async () => {
  const text = logAnalyticsBody(120_000);
  const response = answered(text);
  await bodyThread().read('log-analytics', Buffer.from(logAnalyticsBody(1)), false); // the thread is there
  const [blocked, expected] = await longestGap(() => readers['log-analytics'](text, false));
  const gaps: number[] = [];
  // A busy machine makes gaps of its own: the best of three.
  for (let i = 0; i < 3; i += 1) {
    const [gap, table] = await longestGap(() => readResponse('log-analytics', response, never, false));
    gaps.push(gap);
    expect(isDeepStrictEqual(table, expected)).toBe(true);
  }
  expect(Math.min(...gaps), `read here it was ${Math.round(blocked)} ms`).toBeLessThan(blocked / 3);
}, 120_000);

const truncated = ',"error":{"code":"PartialError","message":"x","innererror":{"code":"E","message":"Result truncated"}}';

test('a large answer that is cut keeps its rows, one that is broken says so, with the id of the call', async () => {
  const text = logAnalyticsBody(5000, truncated);
  const whole = readers['log-analytics'](logAnalyticsBody(5000), false);
  await expect(readResponse('log-analytics', answered(text), never, false)).rejects.toMatchObject({
    failure: { kind: 'cut', what: 'The answer is larger than Log Analytics gives at once.', result: whole },
    requestId: 'request-7',
  });
  await expect(readResponse('log-analytics', answered(text.slice(0, -20)), never, false)).rejects.toMatchObject({
    failure: { kind: 'broken', what: 'Log Analytics sent an answer that cannot be read.' },
  });
});

test('an answer of Defender of a type nobody knows is refused, not tried again', async () => {
  const text = `{"schema":[{"name":"x","type":"Geography"}],"results":[{"x":"${'y'.repeat(300_000)}"}]}`;
  await expect(readResponse('defender', answered(text), never, false)).rejects.toMatchObject({
    failure: { kind: 'refused', fault: { kind: 'unavailable', message: expect.stringContaining('Geography') } },
  });
});
