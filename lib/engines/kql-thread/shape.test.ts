import { expect, test } from 'vitest';
import { tableSchemas } from '@/lib/kql/schemas';
import { type Tables, translateHere } from '../embedded/translation/translator';
import { fill, shapeOf, standIns, withStandIns } from './shape';

const now = '2026-03-10T12:00:00.0000000Z';
const from = '2026-03-05T12:00:00.0000000Z';
const tables: Tables = { version: '1', schemas: tableSchemas, relations: { DeviceProcessEvents: { sql: '(SELECT 1)' } } };
const sqlOf = async (kql: string, at = now) => (await translateHere(kql, at, tables)).sql;
/** The SQL by way of the shape, with each set of stand-ins. */
async function byShape(kql: string, at = now): Promise<string[]> {
  const shape = shapeOf(kql, at);
  return Promise.all(
    standIns.map(async (set) => {
      const query = withStandIns(shape, set);
      return fill(await sqlOf(query.kql, query.now), shape, set);
    }),
  );
}

test.each([
  `DeviceProcessEvents | where Timestamp between (datetime(${from}) .. datetime(${now})) | count`,
  `DeviceProcessEvents | where Timestamp <= datetime(${now}) and Timestamp <= now() | summarize max(Timestamp) by DeviceId`,
  `DeviceProcessEvents | extend Bucket = tolong((Timestamp - datetime(${from})) / 1h) | where ReportId == 3154000000000000001`,
  `DeviceProcessEvents | where Timestamp + 1d < datetime(${now}) | count`,
  'DeviceProcessEvents | where FileName has "x" | count',
])('by its shape it is the same SQL: %s', async (kql) => {
  const direct = await sqlOf(kql);
  expect(await byShape(kql)).toEqual([direct, direct]);
});

test('queries that differ in instants only have one shape; others, and those whose instants coincide otherwise, do not', () => {
  const between = (a: string, b: string) => `T | where Timestamp between (datetime(${a}) .. datetime(${b}))`;
  const { key } = shapeOf(between(from, now), now);
  const later = '2026-03-11T12:00:00.0000000Z';
  expect(shapeOf(between(now, later), later).key).toBe(key);
  expect(shapeOf(between(from, now), later).key).not.toBe(key);
  expect(shapeOf(`${between(from, now)} | count`, now).key).not.toBe(key);
});

test('an instant moved by years is not out of range for its stand-ins only', async () => {
  const [one, other] = await byShape('DeviceProcessEvents | where Timestamp < now() + 3650d | count');
  expect(one).not.toContain('NULL');
  expect(one).not.toBe(other);
});

test.each([`FileName == 'datetime(${from})'`, 'Timestamp > ago(5d)'])(
  'where the SQL holds an instant in another form, the two sets of stand-ins differ, so it is seen: %s',
  async (condition) => {
    const [one, other] = await byShape(`DeviceProcessEvents | where ${condition} | count`);
    expect(one).not.toBe(other);
  },
);
