import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Response, request } from '../client/request';
import { askToken, tokensOf } from '../client/tokens';
import { appNamed, GRAPH } from '../entra/tenant';
import { makeLittleTelemetry, NOW } from '../fixtures';
import { type Fakes, startFakes } from '../start';

const REDIRECT = 'http://127.0.0.1:3999/back';
let folder: string;
let fakes: Fakes;
const known = new Map<string, string>();

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'graph-'));
  await makeLittleTelemetry(folder);
  fakes = await startFakes({
    dataDir: folder,
    dir: path.join(folder, 'tls'),
    now: NOW,
    redirectUris: [REDIRECT],
    graph: { limits: { rows: 90, bytes: 40_000 }, misbehaviours: { slowMs: 1500, hugeRows: 30, quotaSeconds: 2 } },
  });
});
afterAll(async () => {
  await fakes.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => fakes.admin.clearRequests('graph'));

const client = (app = 'contoso') => ({
  authority: fakes.entra.authority,
  ca: fakes.ca,
  redirectUri: REDIRECT,
  app: appNamed(app),
});

async function tokenOf(app: string): Promise<string> {
  const token = known.get(app) ?? (await tokensOf(client(app), 'alice', `${GRAPH}/.default`)).access;
  known.set(app, token);
  return token;
}

interface Asking {
  app?: string;
  bearer?: string;
  body?: object;
  path?: string;
  signal?: AbortSignal;
}

async function send(
  Query: string,
  { app = 'contoso', bearer, body, path = '/security/runHuntingQuery', signal }: Asking = {},
): Promise<Response> {
  const token = bearer ?? (await tokenOf(app));
  return await request(`${fakes.graph.endpoint}/v1.0${path}`, {
    ca: fakes.ca,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ Query, ...body }),
    ...(signal && { signal }),
  });
}

async function ask(query: string, asking?: Asking) {
  const { status, headers, body } = await send(query, asking);
  return { status, headers, body: JSON.parse(body) };
}

const results = async (query: string, asking?: Asking) => (await ask(query, asking)).body.results;

test('an answer names .NET’s types, keeps every digit and leaves nulls out', async () => {
  const { body } = await send(
    'DeviceProcessEvents | top 1 by Timestamp | project Timestamp, ReportId, AdditionalFields, Remote = IsProcessRemoteSession, ProcessId, Ids = pack_array(ReportId), None = AccountUpn',
  );
  expect(body).toContain(
    '"schema":[{"name":"Timestamp","type":"DateTime"},{"name":"ReportId","type":"Int64"},{"name":"AdditionalFields","type":"String"},{"name":"Remote","type":"SByte"},' +
      '{"name":"ProcessId","type":"Int64"},{"name":"Ids","type":"Object"},{"name":"None","type":"String"}]',
  );
  expect(body).toContain(
    '"results":[{"Timestamp":"2026-03-10T11:59:59.9999999Z","ReportId@odata.type":"#Int64","ReportId":9223372036854775807,' +
      '"AdditionalFields":"{\\"big\\":9007199254740993}","Remote":1,"Ids":[9223372036854775807],"None":""}]',
  );
});

test('a column that only Log Analytics has cannot be resolved', async () => {
  for (const column of ['TimeGenerated', 'TenantId', 'Type'])
    expect((await ask(`DeviceInfo | project ${column}`)).body.error).toEqual({
      code: 'BadRequest',
      message: `'project' operator: Failed to resolve scalar expression named '${column}'. Fix semantic errors in your query.`,
      innerError: {
        date: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
        'request-id': expect.any(String),
        'client-request-id': expect.any(String),
      },
    });
});

test('a query sees only the rows of its timespan, and a timespan of more than 30 days is allowed', async () => {
  expect(await results('DeviceProcessEvents | summarize n = count()', { body: { Timespan: 'PT3H' } })).toMatchObject([{ n: 3 }]);
  expect(await results('DeviceProcessEvents | summarize n = count()', { body: { Timespan: 'P90D' } })).toMatchObject([{ n: 96 }]);
  const [{ n }] = await results('DeviceFileCertificateInfo | summarize n = count()', {
    body: { Timespan: '2026-03-01T00:00:00Z/2026-03-05T00:00:00Z' },
  });
  expect(n).toBe(2);
  expect((await fakes.admin.requests('graph')).map(({ timespan }) => timespan)).toEqual([
    'PT3H',
    'P90D',
    '2026-03-01T00:00:00Z/2026-03-05T00:00:00Z',
  ]);
});

test('rows beyond the limit are left out without a notice, and an answer of too many bytes is refused', async () => {
  expect(await results('DeviceProcessEvents | project Timestamp')).toHaveLength(90);
  const columns = Array.from({ length: 60 }, (_, i) => `Copy${i} = FileName`).join(', ');
  expect((await ask(`DeviceProcessEvents | extend ${columns}`)).body.error.message).toMatch(
    /^Query execution has exceeded the allowed result size/,
  );
});

describe('refusals', () => {
  const refused = async (bearer: string) => {
    const { status, body, headers } = await ask('DeviceInfo', { bearer });
    return { status, code: body.error.code, message: body.error.message, challenge: headers['www-authenticate'] };
  };

  test('without a token, with another API’s token, or without the permission, the call is refused', async () => {
    expect(await refused('')).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationToken',
      challenge: expect.stringContaining('authorization_uri'),
    });
    const other = (await tokensOf(client(), 'alice')).access;
    expect(await refused(other)).toMatchObject({ status: 401, message: expect.stringContaining('audience') });
    const forbidden = {
      status: 403,
      code: 'Forbidden',
      message: expect.stringContaining('API required roles: ThreatHunting.Read.All'),
    };
    expect(await refused(await tokenOf('powerless'))).toMatchObject(forbidden);
    const own = await askToken(client('powerless'), { grant_type: 'client_credentials', scope: `${GRAPH}/.default` });
    expect(await refused(String(own.body.access_token))).toMatchObject(forbidden);
  });

  test('a token without the required extra step at sign-in gets a claims challenge', async () => {
    await fakes.admin.stepUp('alice');
    const { status, challenge } = await refused(await tokenOf('contoso'));
    await fakes.admin.stepUp('alice', false);
    expect(status).toBe(401);
    expect(challenge).toMatch(/error="insufficient_claims", claims="[\w+/=]+"/);
  });

  test.each([
    ['DeviceInfo | | count', /^Query could not be parsed at '.' on line \[1,\d+\]\. Fix syntax errors in your query\.$/],
    [
      'Nope | count',
      /^'count' operator: Failed to resolve table or column expression named 'Nope'\. Fix semantic errors in your query\.$/,
    ],
    ["workspace('contoso').DeviceInfo", /Fix semantic errors/],
    [' ', /^Query cannot be empty/],
  ])('the query “%s” is refused, and the error says why', async (query, message) => {
    const { status, body } = await ask(query);
    expect({ status, message: body.error.message }).toEqual({ status: 400, message: expect.stringMatching(message) });
  });

  test('a path that Graph does not have and a timespan that cannot be read are refused', async () => {
    expect((await ask('DeviceInfo', { path: '/security/runQuery' })).body.error.message).toBe(
      "Resource not found for the segment 'runQuery'.",
    );
    expect((await ask('DeviceInfo', { body: { Timespan: 'yesterday' } })).status).toBe(400);
  });
});

describe('the misbehaving applications', () => {
  const outcome = (app: string) =>
    send('DeviceProcessEvents | project ReportId', { app }).then(
      ({ status, body, headers }) => ({
        status,
        body: body.length > 2000 ? 'whole' : body.slice(0, 2000),
        after: headers['retry-after'],
      }),
      (error) => ({ broken: error.code }),
    );
  const good = { status: 200, body: 'whole', after: undefined };

  test.each([
    ['throttled', { status: 429, body: expect.stringContaining('maximum allowed 45 per 00:01:00'), after: '1' }],
    ['busy', { status: 429, body: expect.stringContaining('maximum allowed 45 per 00:01:00'), after: undefined }],
    ['preempted', { status: 400, body: expect.stringContaining('was preempted'), after: undefined }],
    ['malformed', { status: 200, body: '{"schema":[{"name":"Ti', after: undefined }],
    ['reset', { broken: 'ECONNRESET' }],
    ['cut', { broken: 'ECONNRESET' }],
  ])('%s fails one call in three, and answers the others in full', async (app, wrong) => {
    for (const expected of [wrong, good, good, wrong]) expect(await outcome(app)).toEqual(expected);
  });

  test.each([
    ['empty-504', 504, ''],
    ['empty-body', 200, ''],
    ['huge', 400, /exceeded the allowed result size/],
  ])('%s answers %i each time', async (app, status, body) => {
    for (let i = 0; i < 2; i++)
      expect(await outcome(app)).toMatchObject({ status, body: body === '' ? '' : expect.stringMatching(body) });
  });

  test('huge answers a question whose answer is small enough', async () => {
    expect(await results('DeviceProcessEvents | where Timestamp > ago(30h)', { app: 'huge' })).toHaveLength(30);
  });

  test('unavailable answers 503 the first time a query is asked, and then answers the query', async () => {
    expect([await outcome('unavailable'), await outcome('unavailable')]).toMatchObject([{ status: 503 }, good]);
  });

  test('quota refuses every call for a while and says for how long, then answers two calls and refuses again', async () => {
    const message =
      /You have exceeded processing resources allocated to this tenant\. You can run queries again in [12] seconds\./;
    const spent = { status: 429, body: expect.stringMatching(message), after: undefined };
    expect([await outcome('quota'), await outcome('quota')]).toEqual([spent, spent]);
    await expect.poll(() => outcome('quota'), { timeout: 8000, interval: 200 }).toEqual(good);
    expect([await outcome('quota'), await outcome('quota')]).toEqual([good, spent]);
  });

  test('slow stops its work when the client goes away', async () => {
    expect(await outcome('slow')).toEqual(good);
    const leaving = new AbortController();
    const asked = send('DeviceInfo', { app: 'slow', signal: leaving.signal });
    await expect.poll(() => fakes.admin.requests('graph')).toHaveLength(2);
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await expect.poll(async () => (await fakes.admin.requests('graph'))[1]).toMatchObject({ status: 499, app: 'slow' });
  });

  test('an application may make 45 calls in a minute; further calls are refused, and other applications are still answered', async () => {
    const bearer = await tokenOf('contoso');
    const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await send(' ', { bearer })).status));
    const refused = statuses.filter((status) => status === 429).length;
    expect(refused).toBeGreaterThanOrEqual(5);
    const { body } = await ask(' ');
    expect(body.error).toMatchObject({
      code: 'TooManyRequests',
      message: 'API calls quota exceeded! maximum allowed 45 per 00:01:00',
    });
    expect((await send(' ', { app: 'slow' })).status).toBe(400);
  });
});
