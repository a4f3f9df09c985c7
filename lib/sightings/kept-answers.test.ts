import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { aSighting } from './fixtures';
import type { SweepResult } from './sweep-result';

const dataDir = mkdtempSync(path.join(tmpdir(), 'kept-answers-'));
vi.stubEnv('DATA_DIR', dataDir);
const { keepAnswer, keptAnswer } = await import('./kept-answers.server');

afterEach(() => vi.useRealTimers());
afterAll(() => rmSync(dataDir, { recursive: true }));

const at = (hour: string) => `2026-03-10T${hour}:00:00.0000000Z`;
const sweepOf = (more: Partial<SweepResult> = {}): SweepResult => ({
  engine: 'embedded',
  history: { process: at('01') },
  window: { from: at('00'), to: at('12') },
  asOf: at('12'),
  axis: { from: at('00'), step: '1h', buckets: 13 },
  sightings: Array.from({ length: 250 }, (_, i) => ({
    ...aSighting('AnyDesk', `ws-${i}\n“ä”`, { activity: [[1, i]], earlier: at('02') }),
    exclusions: { x: { events: 1, lastMatch: at('03') } },
  })),
  notices: [],
  complete: true,
  ...more,
});
const question = (more: object = {}) => ({ last: '5d', scope: 'local', taken: '', isSample: false, ...more });
const files = () => readdirSync(path.join(dataDir, 'answers'));

test('an answer is given back as it was, to the same question with the same rights and exclusions only', async () => {
  await keepAnswer(question(), sweepOf());
  expect(await keptAnswer(question())).toEqual(sweepOf());
  for (const other of [{ last: '6d' }, { scope: 'another' }, { taken: 'an exclusion' }, { isSample: true }])
    expect(await keptAnswer(question(other)), JSON.stringify(other)).toBeUndefined();
  const [file = ''] = files();
  expect(statSync(path.join(dataDir, 'answers', file)).mode & 0o077, 'it is nobody else’s to read').toBe(0);
});

test('what is not whole or too long is not kept; a damaged one is none', async () => {
  await keepAnswer(question({ last: '1d' }), sweepOf({ complete: false }));
  const one = aSighting('AnyDesk', 'ws');
  await keepAnswer(question({ last: '2d' }), sweepOf({ sightings: Array.from({ length: 20_001 }, () => one) }));
  expect([await keptAnswer(question({ last: '1d' })), await keptAnswer(question({ last: '2d' }))]).toEqual([
    undefined,
    undefined,
  ]);
  for (const file of files()) writeFileSync(path.join(dataDir, 'answers', file), 'not gzip');
  expect(await keptAnswer(question())).toBeUndefined();
});

test('one a minute is kept of a question, and those of eight questions', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  await keepAnswer(question({ last: '7d' }), sweepOf());
  await keepAnswer(question({ last: '7d' }), sweepOf({ asOf: at('13') }));
  expect((await keptAnswer(question({ last: '7d' })))?.asOf).toBe(at('12'));
  vi.setSystemTime(Date.now() + 61_000);
  await keepAnswer(question({ last: '7d' }), sweepOf({ asOf: at('14') }));
  expect((await keptAnswer(question({ last: '7d' })))?.asOf).toBe(at('14'));
  for (let days = 10; days < 20; days++) await keepAnswer(question({ last: `${days}d` }), sweepOf());
  expect(files()).toHaveLength(8);
  expect(await keptAnswer(question({ last: '19d' }))).toBeDefined();
});
