import { expect, test, vi } from 'vitest';
import { Stale } from '@/lib/engines/azure/tries';
import type { Identity } from '@/lib/engines/engine';
import type { Column } from '@/lib/kql/model';
import { Fault, type FaultKind } from '@/lib/shared/errors';
import { isOptional, tableNames } from '@/lib/tables/tables';
import { identity } from './fixtures';
import { defenderSchemas } from './schemas';
import { TenantTables } from './tenant-tables';

const some: Column[] = [{ name: 'Timestamp', type: 'datetime' }];

function scene() {
  const clock = { at: 1000, now: () => clock.at };
  const columnsOf = vi.fn(async (_: string): Promise<Column[]> => some);
  return { clock, columnsOf, tables: new TenantTables(columnsOf, clock) };
}
const refuse = (kind: FaultKind) => () => Promise.reject(new Fault(kind, 'no'));
const found = async (tables: TenantTables, who: Identity) => (await tables.holdings(who))[0]?.tables;
const needed = tableNames.filter((name) => !isOptional(name));
/** The tables that are asked for, and the others as they are described. */
const all = (columns: Column[]) =>
  new Map(defenderSchemas.map((schema) => [schema.name, isOptional(schema.name) ? schema.columns : columns]));

test('a refusal is remembered for a minute, for every session of the person', async () => {
  const { clock, columnsOf, tables } = scene();
  columnsOf.mockImplementation(refuse('forbidden'));
  await expect(tables.holdings(identity('bob'))).rejects.toMatchObject({ kind: 'forbidden' });
  columnsOf.mockImplementation(async () => some);
  clock.at += 59_000;
  await expect(tables.holdings(identity('bob'))).rejects.toMatchObject({ kind: 'forbidden' });
  expect(columnsOf).toHaveBeenCalledTimes(needed.length);
  clock.at += 1001;
  expect(await found(tables, identity('bob'))).toEqual(all(some));
  expect(columnsOf).toHaveBeenCalledTimes(2 * needed.length);
});

test.each(['unauthenticated', 'cancelled'] as const)('what is %s is asked anew', async (kind) => {
  const { columnsOf, tables } = scene();
  columnsOf.mockImplementation(refuse(kind));
  await expect(tables.holdings(identity('bob'))).rejects.toMatchObject({ kind });
  columnsOf.mockImplementation(async () => some);
  expect(await found(tables, identity('bob'))).toEqual(all(some));
});

test('a table that does not answer is taken to be as it is described, for a minute', async () => {
  const { clock, columnsOf, tables } = scene();
  columnsOf.mockImplementation((table) => (table === 'DeviceInfo' ? refuse('unavailable')() : Promise.resolve(some)));
  const described = defenderSchemas.find(({ name }) => name === 'DeviceInfo')?.columns ?? [];
  expect(await found(tables, identity())).toEqual(all(some).set('DeviceInfo', described));
  columnsOf.mockImplementation(async () => some);
  clock.at += 60_001;
  expect(await found(tables, identity())).toEqual(all(some));
});

test('what is forgotten is asked anew, once', async () => {
  const { columnsOf, tables } = scene();
  columnsOf.mockImplementation((table) =>
    table === 'DeviceInfo' ? Promise.reject(new Stale(new Fault('bad-input', 'gone'))) : Promise.resolve(some),
  );
  const wrong = await tables.holdings(identity());
  const others = all(some);
  others.delete('DeviceInfo');
  expect(wrong[0]?.tables).toEqual(others);
  tables.forget(identity(), wrong);
  const asked = tables.holdings(identity());
  tables.forget(identity(), wrong); // another query that was planned on the same
  await Promise.all([asked, tables.holdings(identity())]);
  expect(columnsOf).toHaveBeenCalledTimes(2 * needed.length);
});
