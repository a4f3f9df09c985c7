import { DuckDBInstance } from '@duckdb/node-api';
import { expect, onTestFinished, test } from 'vitest';
import { findFresh, freshParts } from './fresh';
import { RawTable } from './raw-table';

const names = ['Timestamp', 'DeviceId', 'ReportId'];
const second = (n: number) => new Date(Date.UTC(2026, 2, 10) + n * 1000).toISOString();

async function rawOf(times: string[]) {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  onTestFinished(() => connection.closeSync());
  const raw = new RawTable('DeviceInfo', connection);
  await raw.open();
  for (const [i, time] of times.entries()) {
    const reason = raw.add({ line: i + 1, category: null, names, values: [time, `d${i % 7}`, String(i % 2000)] });
    expect(reason).toBeUndefined();
  }
  raw.close();
  return { connection, raw };
}

test('a large import is sorted in parts, which share no time and leave no row out', async () => {
  const { connection, raw } = await rawOf(Array.from({ length: 3000 }, (_, i) => second((i * 7919) % 2500)));
  const fresh = await findFresh(connection, raw, []);
  const parts = await freshParts(connection, raw, fresh, raw.characters / 9.5);
  expect(parts.length).toBe(10);
  let [rows, last] = [0, 0n];
  for (const sql of parts) {
    const answer = await connection.runAndReadAll(`SELECT count(*), min(Timestamp), max(Timestamp) FROM (${sql})`);
    const [count, from, to] = (answer.getRows()[0] ?? []).map((value) => BigInt(String(value ?? 0)));
    expect(from).toBeGreaterThan(last);
    expect(Number(count)).toBeLessThan(fresh / 4);
    rows += Number(count);
    last = to ?? 0n;
  }
  expect(rows).toBe(fresh);
});

test('rows of one instant are one part, whatever their number', async () => {
  const { connection, raw } = await rawOf(Array.from({ length: 500 }, () => second(1)));
  const parts = await freshParts(connection, raw, await findFresh(connection, raw, []), 1000);
  const counts = await Promise.all(parts.map((sql) => connection.runAndReadAll(`SELECT count(*) FROM (${sql})`)));
  expect(counts.map((answer) => Number(answer.getRows()[0]?.[0])).filter((n) => n > 0)).toEqual([500]);
});
