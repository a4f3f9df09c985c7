import { expect, test, vi } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import { isOptional, tableNames } from '@/lib/tables/tables';
import { createDefenderEngine } from './engine.server';
import {
  fine,
  type Handler,
  identity,
  inTurn,
  KQL,
  options,
  outcome,
  refusal,
  reset,
  scene,
  table,
  whole,
  withTables,
} from './fixtures';

vi.stubEnv('LOG_LEVEL', 'silent');
/** The tables that it looks for; the others it takes to be there. */
const needed = tableNames.filter((name) => !isOptional(name));

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

test('a connection that had idled and was closed is tried again at once', async () => {
  const { engine, time } = scene(withTables(inTurn(reset, fine)));
  const answer = engine.query(KQL, options());
  await time.pass(1);
  expect(await answer).toEqual(whole);
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
