import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { QueryOptions } from '@/lib/engines/engine';
import type { Column } from '@/lib/kql/model';
import { openLogAnalytics } from './engine.server';
import { type Asked, columnsOf, type Handler, identity, sendError, sendTable, standIn, withSchema, workspace } from './fixtures';

vi.stubEnv('LOG_LEVEL', 'silent');
const options: QueryOptions = { now: '2026-03-10T09:00:00.0000000Z', identity: identity() };
const count: Column[] = [{ name: 'Count', type: 'long' }];
const KQL = 'DeviceProcessEvents | count';

let server: Awaited<ReturnType<typeof standIn>>;
beforeAll(async () => {
  server = await standIn();
});
afterAll(() => server.close());

const forbid: Handler = (_, response) => sendError(response, 403, { code: 'InsufficientAccessError', message: 'no' });
/** Put to a workspace, or naming it. */
const at = (name: string) => (asked: Asked) =>
  asked.path.includes(`/${name}-id/`) || asked.query.includes(`workspace('${name}-id')`);
const fine: Handler = (_, response) => sendTable(response, count, '[3]');

test('one that refuses is named and left out; the others answer', async () => {
  const engine = openLogAnalytics(server.settings(workspace('contoso'), workspace('fabrikam'), workspace('third')));
  const handler = withSchema(fine);
  server.answer((asked, response) => (at('fabrikam')(asked) ? forbid : handler)(asked, response));
  const { notices } = await engine.coverage(options);
  expect(notices).toEqual([expect.stringMatching(/^Workspace “fabrikam” refused\. The role Log Analytics Reader is missing/)]);
  expect((await engine.query(KQL, options)).rows).toEqual([['3']]);
  const [query] = server.queries();
  expect(query?.path).toBe('/v1/workspaces/contoso-id/query');
  expect(query?.query).toContain("workspace('third-id').DeviceProcessEvents");
  expect(query?.query).not.toContain('fabrikam');
});

test('a query is told as it is sent, with the first workspace that can be asked', async () => {
  const resourceId = '/subscriptions/x/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/third';
  const third = workspace('third', { customerId: null, resourceId });
  const engine = openLogAnalytics(server.settings(workspace('fabrikam'), third, workspace('contoso')));
  const handler = withSchema(fine);
  server.answer((asked, response) => (at('fabrikam')(asked) ? forbid : handler)(asked, response));
  await engine.query(KQL, options);
  expect(await engine.asSent?.(KQL, options)).toEqual({
    kql: server.queries()[0]?.query,
    workspace: { name: 'third', resourceId },
  });
  await expect(engine.asSent?.('NoSuchTable | count', options)).rejects.toThrow('NoSuchTable');
});

/** An engine that has looked at two workspaces, of which one refuses from now on. */
async function losingFabrikam() {
  const engine = openLogAnalytics(server.settings(workspace('contoso'), workspace('fabrikam')));
  const handler = withSchema(fine);
  server.answer(handler);
  await engine.coverage(options);
  server.answer((asked, response) => {
    (at('fabrikam')(asked) ? forbid : handler)(asked, response);
  });
  return engine;
}

test('one that begins to refuse is looked at again, once, and then left out', async () => {
  const engine = await losingFabrikam();
  const answer = await engine.query(KQL, options);
  expect(answer.rows).toEqual([['3']]);
  expect(answer.partial).toEqual([expect.stringMatching(/^Workspace “fabrikam” refused/)]);
  expect((await engine.query(KQL, options)).partial).toEqual([]);
  expect(server.queries().map(({ query }) => query.includes('fabrikam-id'))).toEqual([true, false, false]);
  expect((await engine.coverage(options)).notices).toHaveLength(1);
});

test('queries that fail together for the same reason look again once', async () => {
  const engine = await losingFabrikam();
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => engine.query(KQL, options)));
  expect(answers.map(({ rows }) => rows)).toEqual(Array(5).fill([['3']]));
  expect(server.queries()).toHaveLength(10);
  expect(server.asked()).toHaveLength(10 + 3); // both at once, which is refused, then each by itself
});

test('a refusal that looking again does not explain is said as it is', async () => {
  const engine = openLogAnalytics(server.settings());
  server.answer(withSchema(forbid));
  await expect(engine.query(KQL, options)).rejects.toMatchObject({ kind: 'forbidden' });
  expect(server.queries()).toHaveLength(1);
});

test('a table that has gone meanwhile is no longer asked', async () => {
  const engine = openLogAnalytics(server.settings());
  server.answer(withSchema(fine));
  await engine.coverage(options);
  const semantic = {
    code: 'BadArgumentError',
    message: '',
    innererror: { code: 'SemanticError', message: '', innererror: { code: 'SEM0100', message: 'gone' } },
  };
  server.answer(
    withSchema(
      (_, response) => sendError(response, 400, semantic),
      (table) => (table === 'DeviceProcessEvents' ? undefined : columnsOf(table)),
    ),
  );
  await expect(engine.query(KQL, options)).rejects.toMatchObject({
    name: 'KqlError',
    message: '1:1 The table DeviceProcessEvents is not there.',
  });
});

const hundred = Array.from({ length: 100 }, (_, i) => `w${i}`);

test('a hundred workspaces are looked at by one query, and asked by one', async () => {
  const engine = openLogAnalytics(server.settings(...hundred.map((name) => workspace(name))));
  server.answer(withSchema(fine));
  expect((await engine.query(KQL, options)).rows).toEqual([['3']]);
  expect(server.asked()).toHaveLength(2);
  for (const name of hundred) expect(server.queries()[0]?.query).toContain(`workspace('${name}-id').DeviceProcessEvents`);
});

test('where one of a hundred refuses each is looked at by itself, five at a time', async () => {
  const engine = openLogAnalytics(server.settings(...hundred.map((name) => workspace(name))));
  let [running, most] = [0, 0];
  const handler = withSchema(fine);
  server.answer((asked, response) => {
    running += 1;
    most = Math.max(most, running);
    response.on('finish', () => {
      running -= 1;
    });
    setImmediate(() => (at('w55')(asked) ? forbid : handler)(asked, response));
  });
  expect((await engine.query(KQL, options)).rows).toEqual([['3']]);
  expect(most).toBe(5);
  expect(server.asked()).toHaveLength(102);
  expect((await engine.coverage(options)).notices).toEqual([expect.stringMatching(/^Workspace “w55” refused/)]);
});

test('a column that one lacks is null there and said where it is named', async () => {
  const engine = openLogAnalytics(server.settings());
  server.answer(withSchema(fine, (table) => columnsOf(table)?.filter(({ name }) => name !== 'ProcessVersionInfoCompanyName')));
  const answer = await engine.query("DeviceProcessEvents | where ProcessVersionInfoCompanyName has 'vnc' | count", options);
  expect(answer.partial).toEqual([
    expect.stringContaining('In workspace “contoso”, DeviceProcessEvents has no ProcessVersionInfoCompanyName'),
  ]);
  expect(answer.cut).toBe(false);
  expect((await engine.query(KQL, options)).partial).toEqual([]);
});

test('how the tables stand: the last day, the newest where that is empty, a fault where it cannot be told', async () => {
  const engine = openLogAnalytics(server.settings());
  const status: Column[] = [
    { name: 'Rows', type: 'long' },
    { name: 'First', type: 'datetime' },
    { name: 'Last', type: 'datetime' },
  ];
  const answers: Handler = ({ query }, response) => {
    if (query.startsWith('DeviceInfo')) return forbidTable(response);
    if (query.startsWith('DeviceProcessEvents'))
      return sendTable(response, status, '[9007199254740993,"2026-03-09T10:00:00.0000001Z","2026-03-10T08:59:59.9999999Z"]');
    if (query.includes('count()')) return sendTable(response, status, '[0,null,null]');
    sendTable(response, status.slice(2), '["2026-03-01T00:00:00Z"]');
  };
  const forbidTable = (response: Parameters<Handler>[1]) => response.writeHead(503).end();
  server.answer(withSchema(answers, (table) => (table === 'DeviceFileCertificateInfo' ? undefined : columnsOf(table))));
  expect(await engine.tables(options)).toEqual(
    expect.arrayContaining([
      {
        name: 'DeviceProcessEvents',
        present: true,
        timeColumn: 'Timestamp',
        rows: '9007199254740993',
        within: '1d',
        firstEvent: '2026-03-09T10:00:00.0000001Z',
        lastEvent: '2026-03-10T08:59:59.9999999Z',
        fault: null,
      },
      expect.objectContaining({
        name: 'DeviceNetworkEvents',
        rows: '0',
        firstEvent: null,
        lastEvent: '2026-03-01T00:00:00.0000000Z',
      }),
      expect.objectContaining({ name: 'DeviceFileCertificateInfo', present: false, lastEvent: null, fault: null }),
      expect.objectContaining({ name: 'DeviceInfo', present: true, fault: expect.stringContaining('503') }),
    ]),
  );
  const day = server.queries().find(({ query }) => query.startsWith('DeviceProcessEvents'));
  expect(day?.query).toContain('between (datetime(2026-03-09T09:00:00.0000000Z) .. datetime(2026-03-10T09:00:00.0000000Z))');
});
