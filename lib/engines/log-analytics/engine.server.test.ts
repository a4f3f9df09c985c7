import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Engine, QueryOptions } from '@/lib/engines/engine';
import type { Column, KqlType } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { openLogAnalytics } from './engine.server';
import { type Handler, identity, sendError, sendTable, standIn, withSchema, workspace } from './fixtures';

vi.stubEnv('LOG_LEVEL', 'silent');
const NOW = '2026-03-10T09:00:00.0000000Z';
const KQL = 'DeviceProcessEvents | where Timestamp > ago(1d) | project ReportId';
const long: Column[] = [{ name: 'ReportId', type: 'long' }];

let server: Awaited<ReturnType<typeof standIn>>;
beforeAll(async () => {
  server = await standIn();
});
afterAll(() => server.close());

const options = (more: Partial<QueryOptions> = {}): QueryOptions => ({ now: NOW, identity: identity(), ...more });
function engine(handler: Handler, ...workspaces: Parameters<typeof server.settings>): Engine {
  server.answer(handler);
  return openLogAnalytics(server.settings(...workspaces));
}
const ask = (handler: Handler, kql = KQL, more: Partial<QueryOptions> = {}) =>
  engine(withSchema(handler)).query(kql, options(more));

/** Each answer in turn, the last one again and again. */
const inTurn = (...handlers: Handler[]): Handler => {
  let at = 0;
  return (asked, response) => handlers[Math.min(at++, handlers.length - 1)]?.(asked, response);
};
const fine: Handler = (_, response) => sendTable(response, long, '[1]');
const whole = { columns: long, rows: [['1']], partial: [], cut: false };

test('every value is exact, whatever its type', async () => {
  const types: [KqlType, string, unknown][] = [
    ['long', '9223372036854775807', '9223372036854775807'],
    ['long', '-9007199254740993', '-9007199254740993'],
    ['long', '"9007199254740993"', '9007199254740993'],
    ['long', '7', '7'],
    ['int', '2147483647', 2147483647],
    ['real', '1.5', 1.5],
    ['real', '0.12345678901234566', 0.12345678901234566],
    ['real', '"NaN"', Number.NaN],
    ['real', '"-Infinity"', Number.NEGATIVE_INFINITY],
    ['decimal', '"12345678901234567890.123456789"', '12345678901234567890.123456789'],
    ['decimal', '1234567890123456789.5', '1234567890123456789.5'],
    ['datetime', '"2026-03-10T08:59:59.1234567Z"', '2026-03-10T08:59:59.1234567Z'],
    ['datetime', '"2026-03-10T08:59:59Z"', '2026-03-10T08:59:59.0000000Z'],
    ['timespan', '"1.02:03:04.0000001"', '1.02:03:04.0000001'],
    ['guid', '"74be27de-1e4e-49d9-b579-fe0b331d3642"', '74be27de-1e4e-49d9-b579-fe0b331d3642'],
    ['bool', 'true', true],
    ['bool', '0', false],
    ['string', '"1234567890123456789 \\\\ \\"9007199254740993\\" ü"', '1234567890123456789 \\ "9007199254740993" ü'],
    ['string', 'null', ''],
    ['dynamic', '"{\\"id\\":9007199254740993, \\"n\\":1.50}"', '{"id":9007199254740993, "n":1.50}'],
    ['dynamic', '"plain text"', '"plain text"'],
    ['dynamic', '"null"', null],
    ['dynamic', '17', '17'],
    ...(['long', 'int', 'real', 'decimal', 'datetime', 'timespan', 'guid', 'bool', 'dynamic'] as const).map(
      (type): [KqlType, string, unknown] => [type, 'null', null],
    ),
  ];
  const columns = types.map(([type], i): Column => ({ name: `c${i}`, type }));
  const answer = await ask((_, response) => sendTable(response, columns, `[${types.map(([, sent]) => sent).join(',')}]`));
  expect(answer.columns).toEqual(columns);
  expect(answer.rows).toEqual([types.map(([, , cell]) => cell)]);
});

test('dynamic values that come as they are keep their digits too', async () => {
  const columns: Column[] = [{ name: 'd', type: 'dynamic' }, ...long];
  const answer = await ask((_, response) =>
    sendTable(response, columns, '[{"id":9007199254740993,"t":"9007199254740993"},9007199254740993],["[1]",2]'),
  );
  expect(answer.rows).toEqual([
    ['{"id":9007199254740993,"t":"9007199254740993"}', '9007199254740993'],
    ['[1]', '2'],
  ]);
});

test('what is sent: all time for the span, an instant for now, the wait, the token of who asks, no old answer', async () => {
  const token = vi.fn(async () => 'secret');
  await ask(fine, KQL, { identity: identity('bob', { token }) });
  const [asked] = server.queries();
  expect(asked?.path).toBe('/v1/workspaces/contoso-id/query');
  expect(asked?.query).toBe(KQL.replace('ago(1d)', '(datetime(2026-03-10T09:00:00.0000000Z) - (1d))'));
  expect(asked?.timespan).toBe('1970-01-01T00:00:00.000Z/9999-12-31T23:59:59.999Z');
  expect(asked?.headers.prefer).toBe('wait=180');
  expect(asked?.headers.authorization).toBe('Bearer secret');
  expect(asked?.headers['cache-control']).toBe('no-cache');
  expect(token).toHaveBeenCalledWith(['https://api.loganalytics.io/.default'], undefined);
});

test('a workspace that is known by its resource id is asked there', async () => {
  const resourceId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w';
  await engine(withSchema(fine), workspace('w', { customerId: null, resourceId })).query(KQL, options());
  expect(server.queries()[0]?.path).toBe(`/v1${resourceId}/query`);
});

test('each call has the token of its own identity, of the same scope too', async () => {
  const shared = engine(withSchema(fine));
  await shared.query(KQL, options({ identity: identity('ada', { token: async () => 'first' }) }));
  await shared.query(KQL, options({ identity: identity('ada', { token: async () => 'second' }) }));
  expect(server.queries().map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
});

test('a gzipped answer is unpacked', async () => {
  const packed = gzipSync(`{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(long)},"rows":[[1]]}]}`);
  const answer = await ask((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
  expect(answer).toEqual(whole);
});

const html = '<html><body>Gateway</body></html>';
const passing: [string, Handler][] = [
  ['429 with Retry-After', (_, r) => sendError(r, 429, { code: 'ThrottledError', message: 'Too many' }, { 'retry-after': '2' })],
  ['429 without', (_, r) => sendError(r, 429, { code: 'ThrottledError', message: 'Too many' })],
  ['503', (_, r) => sendError(r, 503, { code: 'ServiceUnavailable', message: 'x' })],
  ['503 without a body', (_, r) => r.writeHead(503).end()],
  ['504', (_, r) => sendError(r, 504, { code: 'GatewayTimeout', message: 'x' })],
  ['504 without a body', (_, r) => r.writeHead(504).end()],
  ['504 with a page', (_, r) => r.writeHead(504, { 'content-type': 'text/html' }).end(html)],
  ['a page with 200', (_, r) => r.writeHead(200, { 'content-type': 'text/html' }).end(html)],
  ['an empty body', (_, r) => r.writeHead(200, { 'content-type': 'application/json' }).end()],
  ['a body cut short', (_, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"tables":[{"name":"Prim')],
  ['a row cut short', (_, r) => sendTable(r, [...long, { name: 'x', type: 'string' }], '[1]')],
  ['a value of another type', (_, r) => sendTable(r, long, '["text"]')],
  ['no table', (_, r) => r.writeHead(200, { 'content-type': 'application/json' }).end('{"tables":[]}')],
  ['a reset', (_, r) => r.socket?.destroy()],
  [
    'a reset in the body',
    (_, r) =>
      r
        .writeHead(200, { 'content-length': '9999', 'x-ms-request-id': 'request-7' })
        .write('{"tables":', () => r.socket?.destroy()),
  ],
  [
    'a reset in a gzipped body',
    (_, r) =>
      r
        .writeHead(200, { 'content-encoding': 'gzip' })
        .write(gzipSync(html.repeat(99)).subarray(0, 40), () => r.socket?.destroy()),
  ],
  ['a part that failed', (_, r) => sendTable(r, long, '[5]', ',"error":{"code":"PartialError","message":"Shard lost"}')],
];

test.each(passing)('%s: asked again, answered whole', async (_, handler) => {
  expect(await ask(inTurn(handler, fine))).toEqual(whole);
  expect(server.queries()).toHaveLength(2);
});

test('a connection that Azure had closed is nothing to hear of, an answer that broke off is, with its id', async () => {
  const warned = vi.spyOn(log(), 'warn');
  for (const name of ['a reset', 'a reset in the body'])
    await ask(inTurn(passing.find(([other]) => other === name)?.[1] ?? fine, fine));
  expect(warned.mock.calls).toEqual([
    [{ place: 'contoso', failure: 'broken', requestId: 'request-7' }, 'a query of Log Analytics failed'],
  ]);
  warned.mockRestore();
});

const lasting: [name: string, message: RegExp, tries?: number][] = [
  ['503', /^Log Analytics is not available \(503\)\. 6 tries did not help.* id of the request is request-7\.$/, 6],
  ['an empty body', /^Log Analytics sent an empty answer\. 4 tries/, 4],
  ['a page with 200', /^Log Analytics sent an answer that cannot be read\. 4 tries/, 4],
  ['a row cut short', /cannot be read/, 4],
  ['no table', /without a table/, 4],
  ['504', /^Log Analytics did not answer in time \(504\)\. 6 tries did not help.* id of the request is request-7\.$/, 6],
  ['504 without a body', /did not answer in time/, 6],
  ['504 with a page', /did not answer in time/, 6],
  ['a reset', /^The connection to Log Analytics failed \(ECONNRESET\)\. 4 tries/, 4],
  [
    'a reset in the body',
    /^The answer of Log Analytics broke off \(ECONNRESET\)\. 4 tries.* id of the request is request-7\.$/,
    4,
  ],
  ['a reset in a gzipped body', /broke off/, 4],
  ['a part that failed', /^Log Analytics read only a part of the data\. Shard lost\. 2 tries/, 2],
  [
    '429 with Retry-After',
    /^Log Analytics has too many queries of this person \(429\)\. .*(?:of waiting did not help|goes on in 2 seconds)/,
  ],
];

test.each(lasting)('%s for good is a fault that says so, never a table', async (name, message, tries) => {
  const handler = passing.find(([other]) => other === name)?.[1] ?? fine;
  const fault = await ask(handler).catch((error: unknown) => error);
  expect(fault).toMatchObject({ name: 'Fault', kind: 'unavailable', message: expect.stringMatching(message) });
  if (tries) expect(server.queries()).toHaveLength(tries);
});

test('a workspace without any data says so at once', async () => {
  await expect(ask((_, response) => response.writeHead(204).end())).rejects.toMatchObject({
    kind: 'unavailable',
    message: 'Log Analytics sent no answer, as it does for a workspace without any data (204).',
  });
  expect(server.queries()).toHaveLength(1);
});

test('an answer beyond what can be read is cut, not tried again', async () => {
  const packed = gzipSync(Buffer.alloc(257 * 1024 * 1024));
  const answer = await ask((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
  expect(answer).toEqual({
    columns: [],
    rows: [],
    partial: ['The answer is larger than this server reads at once.'],
    cut: true,
  });
  expect(server.queries()).toHaveLength(1);
});

test('a query that takes too long is given longer once, then it is cut', async () => {
  const real = performance.now.bind(performance);
  let ahead = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => real() + ahead);
  const answer = await ask(({ headers }, response) => {
    ahead += Number(headers.prefer?.toString().slice('wait='.length)) * 1000;
    response.writeHead(504).end();
  });
  clock.mockRestore();
  expect(answer).toEqual({ columns: [], rows: [], partial: ['The query took longer than 10 minutes.'], cut: true });
  expect(server.queries().map(({ headers }) => headers.prefer)).toEqual(['wait=180', 'wait=600']);
});

const truncated = (message: string) =>
  `,"error":${JSON.stringify({ code: 'PartialError', message: 'There were some errors.', details: [{ code: 'EngineError', message: 'Wrong', innererror: { code: '-2133196797', message } }] })}`;

test.each([
  'The results of this query exceed the set limit of 500000 records, so not all records were returned (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003).',
  'The results of this query exceed the set limit of 64000000 bytes.',
  'Result truncated',
])('an answer with “%s” is cut and keeps what came', async (message) => {
  const answer = await ask((_, response) => sendTable(response, long, '[1],[2]', truncated(message)));
  expect(answer).toEqual({
    columns: long,
    rows: [['1'], ['2']],
    partial: ['The answer is larger than Log Analytics gives at once.'],
    cut: true,
  });
  expect(server.queries()).toHaveLength(1);
});

test('one that ran out of memory is cut, and what came of it is not believed', async () => {
  const answer = await ask((_, response) => sendTable(response, long, '[1]', truncated('… (E_RUNAWAY_QUERY, 0x80DA0001)')));
  expect(answer).toMatchObject({ rows: [], cut: true, partial: [expect.stringContaining('memory')] });
  const whole = await ask((_, response) => sendError(response, 413, { code: 'ResponsePayloadTooLarge', message: 'x' }));
  expect(whole).toMatchObject({ rows: [], cut: true });
});

const bad =
  (innererror: unknown): Handler =>
  (_, response) =>
    sendError(response, 400, { code: 'BadArgumentError', message: 'The request had some invalid properties', innererror });

test('what Azure refuses in a query is said with the place in the text as it was asked', async () => {
  const syntax = {
    code: 'SyntaxError',
    message: 'A syntax error',
    innererror: { code: 'SYN0002', message: "Query could not be parsed at 'x' on line [2,3]" },
  };
  await expect(ask(bad(syntax), `${KQL}\n| take 5`)).rejects.toMatchObject({
    name: 'KqlError',
    kind: 'bad-input',
    message: "2:4 Log Analytics refuses this: Query could not be parsed at 'x'.",
  });
  await expect(ask(bad(undefined))).rejects.toMatchObject({ name: 'Fault', kind: 'bad-input' });
  expect(server.queries()).toHaveLength(1);
});

test('a query that is wrong is refused before it is sent', async () => {
  await expect(ask(fine, 'DeviceProcessEvents | where NoSuch == 1')).rejects.toMatchObject({ name: 'KqlError' });
  expect(server.queries()).toEqual([]);
  expect(() => engine(fine).check('DeviceProcessEvents | where')).toThrow(/^1:/);
  engine(fine).check(KQL);
});

test('a claims challenge goes to the identity, with its claims', async () => {
  const claims = '{"access_token":{"acrs":{"value":"c1"}}}';
  const challenged = vi.fn(() => Promise.reject(new Fault('unauthenticated', 'Sign in again.')));
  const header = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`;
  const refusing: Handler = (_, response) =>
    sendError(response, 401, { code: 'InvalidTokenError', message: 'x' }, { 'www-authenticate': header });
  await expect(ask(refusing, KQL, { identity: identity('ada', { challenged }) })).rejects.toMatchObject({
    kind: 'unauthenticated',
    message: 'Sign in again.',
  });
  expect(challenged).toHaveBeenCalledExactlyOnceWith(claims);
});

test('a token that is refused without a word of claims is replaced once, then it is a matter of signing in', async () => {
  const token = vi.fn(async (_: string[], refused?: string) => (refused === undefined ? 'old' : `newer than ${refused}`));
  const expired: Handler = (asked, r) =>
    asked.headers.authorization === 'Bearer old' ? sendError(r, 401, { code: 'x', message: 'y' }) : fine(asked, r);
  expect(await ask(expired, KQL, { identity: identity('ada', { token }) })).toEqual(whole);
  expect(server.queries().map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer newer than old']);
  const refused = ask((_, r) => sendError(r, 401, { code: 'x', message: 'y' }));
  await expect(refused).rejects.toMatchObject({ kind: 'forbidden', message: expect.stringMatching(/request-7\.$/) });
  expect(server.queries()).toHaveLength(2);
  const audience: Handler = (_, r) => sendError(r, 403, { code: 'InvalidAuthenticationTokenAudience', message: 'y' });
  await expect(ask(audience)).rejects.toMatchObject({ kind: 'forbidden' });
});

test('a network perimeter that keeps this server out is told as such, with the id of the call', async () => {
  const message =
    "Access to workspace 'contoso' from '192.0.2.7' is denied. To allow access from public networks, change the Networking settings.";
  const perimeter: Handler = (_, r) =>
    sendError(r, 403, {
      code: 'InsufficientAccessError',
      message: 'The provided credentials have insufficient access to perform the requested operation',
      correlationId: 'correlation-9',
      innererror: { code: 'NspValidationFailedError', message },
    });
  await expect(ask(perimeter)).rejects.toMatchObject({
    kind: 'forbidden',
    message: `The workspace does not let this server in from its network: a network security perimeter or its network settings keep it out. Azure says: ${message} Azure’s id of the request is correlation-9.`,
  });
});

test('an identity that has no token any more is told so, and nothing is sent', async () => {
  const token = () => Promise.reject(new Fault('unauthenticated', 'Gone.'));
  await expect(ask(fine, KQL, { identity: identity('ada', { token }) })).rejects.toMatchObject({ message: 'Gone.' });
  expect(server.asked()).toEqual([]);
});

test('who goes away takes the query along', async () => {
  const controller = new AbortController();
  const answer = ask(() => controller.abort(), KQL, { signal: controller.signal });
  await expect(answer).rejects.toMatchObject({ kind: 'cancelled' });
  await server.queries()[0]?.left;
});

test('who goes away while the answer comes takes it along too', async () => {
  const controller = new AbortController();
  const beginning: Handler = (_, response) => response.writeHead(200).write('{"tables":', () => controller.abort());
  await expect(ask(beginning, KQL, { signal: controller.signal })).rejects.toMatchObject({ kind: 'cancelled' });
  await server.queries()[0]?.left;
});

test('nothing listens there', async () => {
  const settings = { ...server.settings(), endpoint: 'https://localhost:1' };
  await expect(openLogAnalytics(settings).query(KQL, options())).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(
      /^Workspace “contoso” cannot be asked\. The connection to Log Analytics failed.*\(ECONNREFUSED\)/,
    ),
  });
});
