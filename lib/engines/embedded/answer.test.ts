import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { Answer } from './answer';

async function answer(sql: string, ...limits: [maxRows?: number, maxText?: number]) {
  const instance = await DuckDBInstance.create(':memory:');
  const result = await (await instance.connect()).stream(sql);
  const collected = new Answer([{ name: 'x', type: 'string' }], ...limits);
  let taken = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    taken += 1;
    if (!collected.take(chunk)) break;
  }
  instance.closeSync();
  return { ...collected.result(), taken };
}

test('an answer within the limits is whole', async () => {
  const { rows, partial } = await answer('SELECT range::VARCHAR FROM range(5000)', 5000);
  expect(rows).toHaveLength(5000);
  expect(partial).toEqual([]);
});

test('one row more is cut, said once, and nothing further is read', async () => {
  const { rows, partial, taken } = await answer('SELECT range::VARCHAR FROM range(50000)', 5000);
  expect(rows).toHaveLength(5000);
  expect(partial).toEqual([expect.stringContaining('cut at 5,000 rows')]);
  expect(taken).toBe(3);
});

test('texts too long together are cut too', async () => {
  const { rows, partial } = await answer("SELECT repeat('x', 1000) FROM range(5000)", 5000, 1_000_000);
  expect(rows).toHaveLength(1000);
  expect(partial).toEqual([expect.stringContaining('cut after 1,000 rows')]);
});

test('a string is never null', async () => {
  expect((await answer('SELECT NULL::VARCHAR')).rows).toEqual([['']]);
});
