import { expect, test, vi } from 'vitest';
import type { QueryOptions } from '@/lib/engines/engine';
import { Fault } from '@/lib/shared/errors';
import { isOptional, tableNames } from '@/lib/tables/tables';
import { createDefenderEngine } from './engine.server';
import { described, type Handler, identity, inTurn, refusal, reset, scene, table, unresolved, withTables } from './fixtures';

vi.stubEnv('LOG_LEVEL', 'silent');
/** The tables that it looks for; the others it takes to be there. */
const needed = tableNames.filter((name) => !isOptional(name));
const NOW = '2026-03-10T09:00:00.1234567Z';
const KQL = 'DeviceProcessEvents | where Timestamp > ago(1d) | project ReportId';
const options = (more: Partial<QueryOptions> = {}): QueryOptions => ({ now: NOW, identity: identity(), ...more });
const fine = () => table({ ReportId: 'Int64' }, ['{"ReportId":1}']);
const whole = { columns: [{ name: 'ReportId', type: 'long' }], rows: [['1']], partial: [], cut: false };

/** What a query comes to when all its waits have passed. */
async function outcome(handler: Handler, kql = KQL, more: Partial<QueryOptions> = {}) {
  const { engine, time, queries } = scene(withTables(handler));
  const answer = engine.query(kql, options(more)).catch((error: unknown) => error);
  await time.pass(10 * 60_000);
  return { answer: await answer, asked: queries() };
}

test('what is sent: the query with one present, the 30 days up to it, the token of who asks', async () => {
  const token = vi.fn(async () => 'secret');
  const { answer, asked } = await outcome(fine, KQL, { identity: identity('bob', { token }) });
  expect(answer).toEqual(whole);
  expect(token).toHaveBeenCalledWith(['https://graph.microsoft.com/.default'], undefined);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    url: 'https://graph.microsoft.com/v1.0/security/runHuntingQuery',
    kql: 'DeviceProcessEvents | where Timestamp > (datetime(2026-03-10T09:00:00.1234567Z) - (1d)) | project ReportId',
    timespan: '2026-02-08T09:00:00Z/2026-03-10T09:00:01Z',
  });
  expect(asked[0]?.headers.get('authorization')).toBe('Bearer secret');
  expect(asked[0]?.headers.get('content-type')).toBe('application/json; charset=utf-8');
});

test('what Microsoft’s parser refuses over Defender’s tables is never sent', async () => {
  const { engine, queries } = scene(withTables(fine));
  const wrong: [string, RegExp][] = [
    ['DeviceProcessEvents\n| where NoSuch == 1', /^2:9 /],
    ['DeviceProcessEvents | where TimeGenerated > ago(1d)', /^1:29 .*TimeGenerated/],
    ['SigninLogs | take 1', /^1:1 There is no table “SigninLogs”/],
    ['DeviceProcessEvents | where (', /^1:/],
    ['', /empty/],
  ];
  for (const [kql, message] of wrong) {
    expect(() => engine.check(kql)).toThrow(message);
    await expect(engine.query(kql, options())).rejects.toMatchObject({
      name: 'KqlError',
      message: expect.stringMatching(message),
    });
  }
  expect(() => engine.check(KQL)).not.toThrow();
  expect(queries()).toEqual([]);
});

test('an answer of as many rows as Defender gives is cut, one row less is whole', async () => {
  const rows = (count: number) => () =>
    table(
      { ReportId: 'Int64' },
      Array.from({ length: count }, (_, i) => `{"ReportId":${i}}`),
    );
  expect((await outcome(rows(100_000))).answer).toMatchObject({ cut: true, partial: [expect.stringContaining('100,000 rows')] });
  expect((await outcome(rows(99_999))).answer).toMatchObject({ cut: false, partial: [] });
});

test.each([
  [
    'Query execution has exceeded the allowed result size. Optimize your query by limiting the number of results and try again.',
    /larger/,
  ],
  ['Result size limit exceeded. Use "summarize" to aggregate results', /larger/],
  ['Query execution has exceeded the allowed limits. The query execution was preempted.', /more computing/],
  ['Query stopped. Adjust use of the join operator to avoid excessive resource consumption.', /more computing/],
  ['Query exceeded the timeout period.', /longer than 3 minutes/],
])('“%s” is an answer that is cut', async (message, words) => {
  const { answer, asked } = await outcome(() => refusal(400, message));
  expect(answer).toEqual({ columns: [], rows: [], partial: [expect.stringMatching(words)], cut: true });
  expect(asked).toHaveLength(1);
});

test('a 504 after three minutes is a cut answer, a sooner one is tried again', async () => {
  expect((await outcome(inTurn(() => new Response('', { status: 504 }), fine))).answer).toEqual(whole);
  const clock = vi.spyOn(performance, 'now');
  let ms = 0;
  clock.mockImplementation(() => ms);
  const late = await outcome(() => {
    ms += 180_000;
    return new Response('<html>', { status: 504 });
  });
  clock.mockRestore();
  expect(late.answer).toMatchObject({ cut: true, partial: [expect.stringContaining('3 minutes')] });
  expect(late.asked).toHaveLength(1);
});

test('a call that does not end is given up as cut', async () => {
  const { answer } = await outcome(() => Promise.reject(new DOMException('The operation timed out', 'TimeoutError')));
  expect(answer).toMatchObject({ cut: true, partial: [expect.stringContaining('3 minutes')] });
});

const cutShort: Handler = () => new Response(`{"schema":[{"name":"ReportId","type":"Int64"}],"results":[{"ReportId":1},{"Rep`);
const brokenOff: Handler = () =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"schema":'));
        controller.error(new TypeError('terminated'));
      },
    }),
  );

test.each<[string, Handler, RegExp, number]>([
  ['an empty body', () => new Response(''), /empty answer/, 4],
  ['no content', () => new Response(null, { status: 204 }), /empty answer/, 4],
  ['no JSON', () => new Response('<html>busy</html>'), /cannot be read/, 4],
  ['an object without a table', () => new Response('{}'), /cannot be read/, 4],
  ['a schema without columns', () => new Response('{"schema":[],"results":[]}'), /cannot be read/, 4],
  ['a body cut short', cutShort, /cannot be read/, 4],
  ['a body that breaks off', brokenOff, /broke off/, 4],
  ['a reset', reset, /\(ECONNRESET\)/, 4],
  ['a value that is no time', () => table({ T: 'DateTime' }, ['{"T":"yesterday"}']), /cannot be read/, 4],
  ['500', () => refusal(500, ''), /not available \(500\)/, 6],
  ['503 in HTML', () => new Response('<html>', { status: 503 }), /not available \(503\)/, 6],
])('%s is tried again, then said to be unavailable, never an empty table', async (_, handler, words, tries) => {
  const lost = await outcome(handler);
  expect(lost.answer).toBeInstanceOf(Fault);
  expect(lost.answer).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(words) });
  expect(lost.asked).toHaveLength(tries);
  expect((await outcome(inTurn(handler, fine))).answer).toEqual(whole);
});

test('throttling in between does not use up the tries', async () => {
  const busy: Handler = () => refusal(503, '');
  const throttled: Handler = () => refusal(429, 'Too many');
  const { answer } = await outcome(inTurn(throttled, busy, throttled, busy, throttled, busy, throttled, busy, fine));
  expect(answer).toEqual(whole);
});

test('a 429 holds up all of the tenant, says which limit and for how long, and is tried again', async () => {
  const said = 'API calls quota exceeded! Maximum allowed 45 per 00:01:00. You can send requests again in 8 seconds.';
  const { engine, time, throttling, queries } = scene(withTables(inTurn(() => refusal(429, said), fine)));
  await Promise.all([engine.coverage(options()), engine.coverage(options({ identity: identity('bob') }))]);
  const first = engine.query(KQL, options({ what: 'Processes' }));
  await time.pass(0);
  const second = engine.query(KQL, options({ identity: identity('bob') }));
  await time.pass(7999);
  expect(queries()).toHaveLength(1);
  const limit = 'Microsoft Defender takes 45 calls per minute from this tenant, and they are used up.';
  expect(throttling.pendingOf('ada')).toMatchObject([{ what: 'Processes', state: 'waiting', limit, resumesIn: 1 }]);
  expect(throttling.pendingOf('bob')).toMatchObject([{ state: 'waiting', limit }]);
  await time.pass(1);
  expect(await Promise.all([first, second])).toEqual([whole, whole]);
});

test('a CPU quota that outlasts anybody’s patience is said at once', async () => {
  const said = 'You have exceeded processing resources allocated to this tenant. You can run queries again in 00:12:00.';
  const { answer, asked } = await outcome(() => refusal(429, said));
  expect(answer).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/computing for these 15 minutes.*goes on in 12 minutes/),
  });
  expect(asked).toHaveLength(1);
});

test('45 calls leave in a minute, whoever asks', async () => {
  const { engine, time, asked } = scene(withTables(fine));
  const people = Array.from({ length: 10 }, (_, i) => engine.query(KQL, options({ identity: identity(`p${i}`) })));
  await time.pass(59_999);
  expect(asked).toHaveLength(45);
  await time.pass(1);
  expect(await Promise.all(people)).toHaveLength(10);
  expect(asked).toHaveLength(10 * (1 + needed.length));
});

test('refusals are named with what to do, and not tried again', async () => {
  const refusals: [Handler, object][] = [
    [
      () => refusal(403, 'Missing role'),
      { kind: 'forbidden', message: expect.stringMatching(/ThreatHunting\.Read\.All.*Security Reader/) },
    ],
    [() => new Response('', { status: 404 }), { kind: 'unavailable', message: expect.stringContaining('address') }],
    [() => new Response('', { status: 302 }), { kind: 'unavailable', message: expect.stringContaining('302') }],
    [() => table({ X: 'Geography' }), { kind: 'unavailable', message: expect.stringContaining('Geography') }],
  ];
  for (const [handler, fault] of refusals) {
    const { answer, asked } = await outcome(handler);
    expect(answer).toBeInstanceOf(Fault);
    expect(answer).toMatchObject(fault);
    expect(asked).toHaveLength(1);
  }
});

test('a token that is refused without a challenge is replaced once', async () => {
  const token = vi.fn(async (_: string[], refused?: string) => (refused === undefined ? 'old' : `newer than ${refused}`));
  const refusing =
    (held: string): Handler =>
    (asked) =>
      asked.headers.get('authorization') === `Bearer ${held}` ? refusal(401, 'expired') : fine();
  const mended = await outcome(refusing('old'), KQL, { identity: identity('ada', { token }) });
  expect(mended.answer).toEqual(whole);
  expect(mended.asked.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer newer than old']);
  const { answer, asked } = await outcome(() => refusal(401, 'expired'));
  expect(answer).toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/does not accept this sign-in.* request-7\.$/),
  });
  expect(asked).toHaveLength(2);
});

test('a claims challenge goes to the identity, as JSON', async () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
  const fault = new Fault('unauthenticated', 'Sign in again.');
  const challenged = vi.fn(() => Promise.reject(fault));
  const header = `Bearer realm="", authorization_uri="https://login", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
  const { answer } = await outcome(() => refusal(401, 'x', { 'www-authenticate': header }), KQL, {
    identity: identity('ada', { challenged }),
  });
  expect(challenged).toHaveBeenCalledWith(claims);
  expect(answer).toBe(fault);
});

test('what Defender finds wrong in a query keeps its place in the query as it was asked', async () => {
  const kql = 'DeviceProcessEvents | where Timestamp > ago(1d) | project ReportId';
  const pinned = 'DeviceProcessEvents | where Timestamp > (datetime(2026-03-10T09:00:00.1234567Z) - (1d)) | project ReportId';
  const handler: Handler = () => refusal(400, `Query could not be parsed at 'project' on line [1,${pinned.indexOf('project')}]`);
  const { answer } = await outcome(handler, kql);
  expect(answer).toMatchObject({
    name: 'KqlError',
    diagnostics: [{ line: 1, column: kql.indexOf('project') + 1, message: expect.stringContaining('could not be parsed') }],
  });
  const other = await outcome(() => refusal(400, "'project' operator: Failed to resolve scalar expression named 'x'"));
  expect(other.answer).toMatchObject({ kind: 'bad-input', message: expect.stringContaining("scalar expression named 'x'") });
});

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

test('a query nobody waits for is stopped where it is', async () => {
  const { engine, time, queries } = scene(withTables(() => new Promise(() => {})));
  const controller = new AbortController();
  const answer = engine.query(KQL, options({ signal: controller.signal }));
  await time.pass(0);
  controller.abort();
  await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
  expect(queries()[0]?.signal.aborted).toBe(true);
});

test('the pieces of a large question leave room for what somebody looks at', async () => {
  const open: ((response: Response) => void)[] = [];
  const { engine, time, throttling } = scene(withTables(() => new Promise((resolve) => open.push(resolve))));
  await engine.coverage(options());
  const pieces = () => ({ done: 0, of: 6 });
  const all = Array.from({ length: 6 }, () => engine.query(KQL, options({ what: 'piece', pieces })));
  await time.pass(0);
  all.push(engine.query(KQL, options({ what: 'event' })));
  await time.pass(0);
  expect(throttling.pendingOf('ada').map(({ what, state }) => `${what} ${state}`)).toEqual([
    ...Array.from({ length: 4 }, () => 'piece running'),
    ...Array.from({ length: 2 }, () => 'piece queued'),
    'event running',
  ]);
  expect(throttling.pendingOf('ada')[0]?.pieces).toEqual({ done: 0, of: 6 });
  while (open.length > 0) {
    for (const answer of open.splice(0)) answer(fine());
    await time.pass(0);
  }
  expect(await Promise.all(all)).toHaveLength(7);
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

test('a connection that had idled and was closed is tried again at once', async () => {
  const { engine, time } = scene(withTables(inTurn(reset, fine)));
  const answer = engine.query(KQL, options());
  await time.pass(1);
  expect(await answer).toEqual(whole);
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

test('what it says of itself', () => {
  const engine = createDefenderEngine({ AZURE_CLOUD: 'public' });
  expect([engine.name, engine.retention, engine.freshFor, engine.version(), engine.sample()]).toEqual([
    'defender',
    '30d',
    60_000,
    '',
    false,
  ]);
});
