import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { longestGap } from '@/lib/shared/longest-gap';
import { readResponse } from '../read.server';
import { readers } from '../readers';
import { logAnalyticsBody } from './fixtures';
import { bodyThread } from './thread.server';

const never = () => ({ kind: 'broken' as const, what: 'no status' });
const answered = (text: string) => ({
  status: 200,
  headers: new Headers({ 'request-id': 'request-7' }),
  ms: 1,
  body: Buffer.from(text),
});

test('an answer of 120,000 rows is read as here, and the server answers meanwhile', async () => {
  const text = logAnalyticsBody(120_000);
  const response = answered(text);
  await bodyThread().read('log-analytics', Buffer.from(logAnalyticsBody(1)), false); // the thread is there
  const [blocked, expected] = await longestGap(() => readers['log-analytics'](text, false));
  const gaps: number[] = [];
  let given: unknown;
  // A busy machine makes gaps of its own: the best of three.
  for (let i = 0; i < 3; i += 1) {
    const [gap, table] = await longestGap(() => readResponse('log-analytics', response, never, false));
    gaps.push(gap);
    given = table;
  }
  expect(isDeepStrictEqual(given, expected)).toBe(true);
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
