/** Which tables and columns a tenant has, as Defender tells it. */
import { expect, test, vi } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import { isOptional, tableNames } from '@/lib/tables/tables';
import {
  described,
  fine,
  type Handler,
  identity,
  KQL,
  options,
  refusal,
  scene,
  table,
  unresolved,
  whole,
  withTables,
} from './fixtures';

vi.stubEnv('LOG_LEVEL', 'silent');
/** The tables that it looks for; the others it takes to be there. */
const needed = tableNames.filter((name) => !isOptional(name));

test('which tables there are is asked once for each scope, and a missing one is not an empty one', async () => {
  const { engine, time, asked } = scene(({ kql }) =>
    kql.startsWith('DeviceInfo') ? unresolved('DeviceInfo') : table({ Timestamp: 'DateTime' }),
  );
  const [coverage, again] = await Promise.all([engine.coverage(options()), engine.coverage(options())]);
  expect(coverage).toEqual({
    tables: tableNames.map((name) => ({
      name,
      present: name !== 'DeviceInfo',
      timeColumn: 'Timestamp',
    })),
    workspaces: [],
    notices: [],
  });
  expect(again).toEqual(coverage);
  await engine.coverage(options());
  expect(asked.map(({ kql }) => kql)).toEqual(needed.map((name) => `${name} | take 0`));
  await engine.coverage(options({ identity: identity('bob') }));
  await expect(engine.query('DeviceInfo | take 1', options())).rejects.toMatchObject({ kind: 'bad-input' });
  expect(asked).toHaveLength(2 * needed.length);
  expect(time.pending).toBe(0);
});

test('a refusal of the coverage is remembered, and one session’s lost sign-in is not another’s', async () => {
  const handler = vi.fn<Handler>(() => refusal(403, 'no'));
  const { engine } = scene(handler);
  await expect(engine.coverage(options())).rejects.toMatchObject({ kind: 'forbidden' });
  handler.mockImplementation(() => table({ Timestamp: 'DateTime' }));
  await expect(engine.coverage(options())).rejects.toMatchObject({ kind: 'forbidden' });
  const lost = identity('bob', { token: () => Promise.reject(new Fault('unauthenticated', 'Sign in again.')) });
  const outcomes = await Promise.allSettled([
    engine.coverage(options({ identity: lost })),
    engine.coverage(options({ identity: identity('bob') })),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
});

test('who leaves does not stop the coverage for the others', async () => {
  const open: ((response: Response) => void)[] = [];
  const { engine, time } = scene(() => new Promise((resolve) => open.push(resolve)));
  const leaver = new AbortController();
  const left = engine.coverage(options({ signal: leaver.signal }));
  const stays = engine.coverage(options());
  await time.pass(0);
  leaver.abort();
  await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  for (const answer of open) answer(table({ Timestamp: 'DateTime' }));
  expect((await stays).tables).toHaveLength(tableNames.length);
});

test('how tables stand: the last day counted, an older newest event where that is empty, a fault by name', async () => {
  const { engine } = scene(({ kql }) => {
    if (kql.endsWith('take 0'))
      return kql.startsWith('DeviceInfo') ? unresolved('DeviceInfo') : described(kql.split(' ')[0] ?? '');
    if (kql.startsWith('DeviceFileCertificateInfo')) return refusal(403, 'no');
    const isEmpty = kql.startsWith('DeviceNetwork');
    if (kql.includes('count()'))
      return table({ Rows: 'Int64', First: 'DateTime', Last: 'DateTime' }, [
        isEmpty ? '{"Rows":0}' : '{"Rows":7,"First":"2026-03-09T10:00:00Z","Last":"2026-03-10T08:59:59.1234567Z"}',
      ]);
    return table({ Last: 'DateTime' }, ['{"Last":"2026-03-01T00:00:00.0000001Z"}']);
  });
  const common = {
    present: true,
    timeColumn: 'Timestamp',
    rows: '0',
    within: '1d',
    firstEvent: null,
    lastEvent: null,
    fault: null,
  };
  expect(await engine.tables(options())).toEqual(
    expect.arrayContaining([
      {
        ...common,
        name: 'DeviceProcessEvents',
        rows: '7',
        firstEvent: '2026-03-09T10:00:00.0000000Z',
        lastEvent: '2026-03-10T08:59:59.1234567Z',
      },
      { ...common, name: 'DeviceNetworkEvents', lastEvent: '2026-03-01T00:00:00.0000001Z' },
      { ...common, name: 'DeviceFileCertificateInfo', fault: expect.stringContaining('ThreatHunting.Read.All') },
      { ...common, name: 'DeviceInfo', present: false },
    ]),
  );
});

/** Defender without one column, which a query that names it is told. */
const lacking =
  (column: string): Handler =>
  ({ kql }) => {
    if (kql.endsWith('take 0')) return described(kql.split(' ')[0] ?? '', column);
    const filled = kql.includes(`extend ${column} = ''`);
    return kql.includes(column) && !filled
      ? refusal(400, `'where' operator: Failed to resolve scalar expression named '${column}'`)
      : fine();
  };
const NAMING = 'DeviceProcessEvents | where AccountUpn has "ada" | project ReportId';
const unmet = 'In Microsoft Defender, DeviceProcessEvents has no AccountUpn: nothing is found by that there.';

test('a column that the tenant lacks is empty there, and said where it is named', async () => {
  const { engine, queries } = scene(lacking('AccountUpn'));
  expect(await engine.query(NAMING, options())).toEqual({ ...whole, partial: [unmet] });
  expect(await engine.query('DeviceInfo | project ReportId', options())).toEqual(whole);
  expect(queries()).toHaveLength(2);
});

test('a column that has gone meanwhile: it looks again, once, and asks without it', async () => {
  const handler = vi.fn<Handler>(withTables(fine));
  const { engine, queries } = scene(handler);
  await engine.query(NAMING, options());
  handler.mockImplementation(lacking('AccountUpn'));
  expect(await engine.query(NAMING, options())).toEqual({ ...whole, partial: [unmet] });
  expect(await engine.query(NAMING, options())).toEqual({ ...whole, partial: [unmet] });
  expect(queries()).toHaveLength(4);
});

test('a table that has gone meanwhile is no longer asked, and says so', async () => {
  const handler = vi.fn<Handler>(withTables(fine));
  const { engine } = scene(handler);
  await engine.coverage(options());
  handler.mockImplementation(() => unresolved('DeviceProcessEvents'));
  await expect(engine.query(KQL, options())).rejects.toMatchObject({
    name: 'KqlError',
    message: '1:1 The table DeviceProcessEvents is not there.',
  });
  expect((await engine.coverage(options())).tables.filter(({ present }) => present).every(({ name }) => isOptional(name))).toBe(
    true,
  );
});

test('one table that never answers leaves the others what they are', async () => {
  const { engine, time } = scene((asked) =>
    asked.kql.startsWith('DeviceNetworkEvents') ? refusal(502, '') : withTables(fine)(asked),
  );
  const lost = engine.query('DeviceNetworkEvents | project ReportId', options()).catch((error: unknown) => error);
  expect(await engine.query(KQL, options())).toEqual(whole);
  expect((await engine.coverage(options())).tables.every(({ present }) => present)).toBe(true);
  await time.pass(10 * 60_000);
  expect(await lost).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/not available \(502\)\. 6 tries did not help.* id of the request is request-7\.$/),
  });
});
