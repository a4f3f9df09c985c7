import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { request } from '../client/request';
import { askToken, type TokenClient, tokensOf } from '../client/tokens';
import { appNamed, GRAPH, LOG_ANALYTICS, userNamed } from '../entra/tenant';
import { makeLittleTelemetry, NOW } from '../fixtures';
import { type Fakes, startFakes } from '../start';
import { wallSeconds } from '../wall-clock';
import { workspaceNamed } from './workspaces';

const REDIRECT = 'http://127.0.0.1:3999/back';
let folder: string;
let fakes: Fakes;
let client: TokenClient;
let token: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-analytics-'));
  await makeLittleTelemetry(folder);
  fakes = await startFakes({ dataDir: folder, dir: path.join(folder, 'tls'), now: NOW, redirectUris: [REDIRECT] });
  client = { authority: fakes.entra.authority, ca: fakes.ca, redirectUri: REDIRECT };
  token = (await tokensOf(client, 'alice')).access;
});
afterAll(async () => {
  await fakes.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => fakes.admin.clearRequests('logAnalytics'));

interface Asking {
  workspace?: string;
  path?: string;
  bearer?: string;
  headers?: Record<string, string>;
  body?: object;
}

async function send(query: string, { workspace = 'contoso', path, bearer = token, headers = {}, body = {} }: Asking = {}) {
  return await request(
    `${fakes.logAnalytics.endpoint}/v1${path ?? `/workspaces/${workspaceNamed(workspace).customerId}`}/query`,
    {
      ca: fakes.ca,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }), ...headers },
      body: JSON.stringify({ query, ...body }),
    },
  );
}

async function ask(query: string, asking?: Asking) {
  const { status, headers, body } = await send(query, asking);
  return { status, headers, body: JSON.parse(body) };
}

const rowsOf = async (query: string, asking?: Asking) => (await ask(query, asking)).body.tables[0].rows;

describe('tokens', () => {
  const refused = async (bearer: string) => {
    const { status, headers, body } = await ask('DeviceInfo', { bearer });
    return { status, code: body.error.code, inner: body.error.innererror?.code, challenge: headers['www-authenticate'] };
  };

  test('a missing, forged, malformed or expired token is refused, and so is one for another API', async () => {
    expect(await refused('')).toMatchObject({
      status: 401,
      code: 'AuthenticationFailed',
      challenge: expect.stringContaining('authorization_uri='),
    });
    const other = await tokensOf(client, 'alice', `${GRAPH}/.default`);
    expect(await refused(other.access)).toMatchObject({
      status: 403,
      code: 'InvalidTokenError',
      inner: 'AudienceValidationFailed',
    });
    const [head, payload] = token.split('.');
    const { privateKey } = await generateKeyPair('RS256');
    const forged = new SignJWT({
      aud: LOG_ANALYTICS,
      iss: fakes.entra.issuer,
      oid: userNamed('alice').oid,
      exp: wallSeconds() + 60,
    });
    const own = await forged.setProtectedHeader(JSON.parse(Buffer.from(head ?? '', 'base64url').toString())).sign(privateKey);
    expect(await refused(own)).toMatchObject({ status: 403, inner: 'SignatureVerificationFailed' });
    expect(await refused(`${head}.${payload}.AAAA`)).toMatchObject({ status: 403, inner: 'SignatureVerificationFailed' });
    expect(await refused('nonsense')).toMatchObject({ status: 403, inner: 'TokenFormatInvalid' });
    await fakes.admin.tokenLifetime(1);
    const short = (await tokensOf(client, 'alice')).access;
    await fakes.admin.tokenLifetime(3600);
    await expect
      .poll(() => refused(short), { timeout: 5000 })
      .toMatchObject({ status: 401, code: 'InvalidTokenError', inner: 'TokenExpired' });
  });

  test('a token without the permission is refused, whether it is a user’s or the application’s own', async () => {
    const powerless = { ...client, app: appNamed('powerless') };
    const own = await askToken(powerless, { grant_type: 'client_credentials', scope: `${LOG_ANALYTICS}/.default` });
    expect(await refused((await tokensOf(powerless, 'alice')).access)).toMatchObject({
      status: 403,
      code: 'InsufficientAccessError',
    });
    expect(await refused(String(own.body.access_token))).toMatchObject({ status: 403, inner: 'UnauthorizedClient' });
  });

  test('the application’s own token is accepted, and the log names the application', async () => {
    const { body } = await askToken(client, { grant_type: 'client_credentials', scope: `${LOG_ANALYTICS}/.default` });
    expect(await rowsOf('DeviceInfo | count', { bearer: String(body.access_token) })).toEqual([[8]]);
    expect((await fakes.admin.requests('logAnalytics')).at(-1)).toMatchObject({ user: 'contoso', app: 'contoso' });
  });

  test('a token without the required extra step at sign-in gets a claims challenge, and one with it is accepted', async () => {
    await fakes.admin.stepUp('alice');
    const { status, challenge } = await refused(token);
    expect(status).toBe(401);
    const claims = Buffer.from(
      /error="insufficient_claims", claims="(.+?)"/.exec(String(challenge))?.[1] ?? '',
      'base64',
    ).toString();
    const { access } = await tokensOf(client, 'alice', undefined, claims);
    expect(await rowsOf('DeviceInfo | count', { bearer: access })).toEqual([[8]]);
    await fakes.admin.stepUp('alice', false);
    expect(await rowsOf('DeviceInfo | count')).toEqual([[8]]);
  });
});

describe('answers', () => {
  test('an answer is typed and exact: longs have up to 19 digits and times up to 7, and dynamic values and NaN are texts', async () => {
    const { body } = await send(
      'DeviceProcessEvents | top 2 by Timestamp | project Timestamp, ReportId, AdditionalFields, IsProcessRemoteSession, _BilledSize, AccountUpn, ProcessId, Day = bin(Timestamp, 1d)',
    );
    expect(body).toContain(
      '"rows":[["2026-03-10T11:59:59.9999999Z",9223372036854775807,"{\\"big\\":9007199254740993}",true,"NaN","",null,"2026-03-10T00:00:00Z"],' +
        '["2026-03-10T10:59:59.9999999Z",9223372036854775806,',
    );
    expect(JSON.parse(body).tables[0]).toMatchObject({
      name: 'PrimaryResult',
      columns: expect.arrayContaining([{ name: 'ReportId', type: 'long' }]),
    });
  });

  test('each row names its workspace and its table', async () => {
    const { customerId } = workspaceNamed('contoso');
    expect(await rowsOf('DeviceInfo | distinct TenantId, Type')).toEqual([[customerId, 'DeviceInfo']]);
  });

  test('an answer has statistics only where they are asked for', async () => {
    const { body } = await ask('DeviceInfo', { headers: { prefer: 'wait=30,include-statistics=true' } });
    expect(body.statistics.query.executionTime).toBeGreaterThan(0);
    expect((await ask('DeviceInfo')).body).not.toHaveProperty('statistics');
    expect(await fakes.admin.requests('logAnalytics')).toMatchObject([
      { prefer: 'wait=30,include-statistics=true', rows: 8, status: 200, user: 'alice' },
      {},
    ]);
  });

  test.each([
    ['PT2H', 2],
    ['P1D', 24],
    ['2026-03-10T00:00:00Z/2026-03-10T03:00:00Z', 3],
    ['2026-03-10T00:00:00Z/PT3H', 3],
    ['PT3H/2026-03-10T03:00:00Z', 3],
  ])('the timespan %s lets %i rows through, and the query’s own condition still holds', async (timespan, count) => {
    expect(await rowsOf('DeviceProcessEvents | count', { body: { timespan } })).toEqual([[count]]);
    expect(await rowsOf('DeviceProcessEvents | where Timestamp < ago(1h) | count', { body: { timespan } })).toEqual([
      [timespan.startsWith('PT2') || timespan === 'P1D' ? count - 1 : count],
    ]);
  });
});

describe('workspaces', () => {
  const union = 'union workspace(\'east\').DeviceProcessEvents, workspace("west").DeviceProcessEvents';

  test('two workspaces with half of the devices each answer as one, however the query or the body names them', async () => {
    const [east, west] = [workspaceNamed('east'), workspaceNamed('west')];
    const [[all]] = await rowsOf('DeviceProcessEvents | summarize dcount(DeviceId), count()').then(([row]) => [row]);
    for (const asking of [
      { query: union },
      { query: `union workspace('${east.customerId}').DeviceProcessEvents, workspace('${west.resourceId}').DeviceProcessEvents` },
      { query: 'DeviceProcessEvents', asking: { workspace: 'east', body: { workspaces: [west.customerId] } } },
    ]) {
      const rows = await rowsOf(`${asking.query} | summarize dcount(DeviceId), count()`, asking.asking);
      expect(rows).toEqual([[all, 96]]);
    }
    expect((await rowsOf(`${union} | distinct TenantId`)).flat().sort()).toEqual([east.customerId, west.customerId]);
    expect((await fakes.admin.requests('logAnalytics')).at(-1)?.workspaces).toEqual(['contoso', 'east', 'west']);
  });

  test('the path may name a workspace by its resource id', async () => {
    expect(await rowsOf('DeviceInfo | count', { path: workspaceNamed('contoso').resourceId })).toEqual([[8]]);
  });

  test('a workspace may have no Timestamp, lack a table, or get its data late', async () => {
    expect((await ask('DeviceProcessEvents | where Timestamp > ago(1d)', { workspace: 'fabrikam' })).status).toBe(400);
    expect(await rowsOf('DeviceProcessEvents | summarize max(TimeGenerated)', { workspace: 'fabrikam' })).toEqual([
      ['2026-03-10T11:59:59.9999999Z'],
    ]);
    expect(
      (await ask('DeviceFileCertificateInfo | count', { workspace: 'nocerts' })).body.error.innererror.innererror.message,
    ).toBe("'count' operator: Failed to resolve table or column expression named 'DeviceFileCertificateInfo'");
    expect(
      await rowsOf('DeviceProcessEvents | summarize count(), max(Timestamp), max(TimeGenerated)', { workspace: 'late' }),
    ).toEqual([[90, '2026-03-10T05:59:59.9999999Z', '2026-03-10T11:59:59.9999999Z']]);
  });

  test('an unknown workspace is refused, and so are more than 100 workspaces', async () => {
    expect((await ask('DeviceInfo', { path: '/workspaces/contoso' })).body.error).toMatchObject({ code: 'PathNotFoundError' });
    expect((await ask("workspace('nowhere').DeviceInfo")).body.error.innererror.code).toBe('SemanticError');
    const many = Array.from({ length: 100 }, (_, i) => `workspace('part-${String(i).padStart(2, '0')}').DeviceInfo`).join(', ');
    expect((await ask(`union ${many} | count`)).status).toBe(400);
    expect(await rowsOf(`union ${many} | count`, { workspace: 'part-07' })).toEqual([[8]]);
  });
});

describe('refusals', () => {
  test('a text that is no KQL is refused, and the error names the line and the word', async () => {
    expect(await ask('DeviceInfo\n| where\n| count')).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'BadArgumentError',
          message: 'The request had some invalid properties',
          innererror: {
            code: 'SyntaxError',
            innererror: {
              code: 'SYN0002',
              message: expect.stringMatching(/^Query could not be parsed at '.+' on line \[\d,\d+\]$/),
              line: 2,
              token: '|',
            },
          },
        },
      },
    });
  });

  test.each([
    ['Nope | where x == 1', "'where' operator: Failed to resolve table or column expression named 'Nope'"],
    [
      "union workspace('east').DeviceInfo, workspace('west').DeviceInfo | where Nope == 1",
      "'where' operator: Failed to resolve scalar expression named 'Nope'",
    ],
    ["union workspace('east').Nope, workspace('west').DeviceInfo", "Failed to resolve table or column expression named 'Nope'"],
    ['DeviceInfo | extend a = nofun(1)', "Unknown function: 'nofun'"],
  ])('a query with an unknown name is refused, and the error says which: %s', async (query, message) => {
    const { body } = await ask(query);
    expect(body.error.innererror).toMatchObject({ code: 'SemanticError', innererror: { message } });
  });

  test('a query that the stand-in cannot run is refused with an error that says so', async () => {
    expect((await ask('DeviceInfo | evaluate pivot(DeviceId)')).body.error.innererror.code).toBe('StandInLimit');
  });

  test('a call without the content type of JSON gets 200 and an empty body, as documented', async () => {
    expect(await send('DeviceInfo', { headers: { 'content-type': 'text/plain' } })).toMatchObject({ status: 200, body: '' });
  });

  test('a timespan that cannot be read and a query that is no text are refused', async () => {
    for (const body of [{ timespan: 'yesterday' }, { timespan: 'P' }, { query: 5 }])
      expect((await ask('DeviceInfo', { body })).status).toBe(400);
  });
});
