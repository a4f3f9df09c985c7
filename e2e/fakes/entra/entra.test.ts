import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createLocalJWKSet, decodeJwt, jwtVerify, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FakesAdmin } from '../client/admin';
import { authorizeUrl } from '../client/authorize-url';
import { Browser } from '../client/browser';
import { request } from '../client/request';
import { askToken, codeOf, type TokenClient, tokensOf } from '../client/tokens';
import { makeTls, type Tls } from '../tls';
import { wallSeconds } from '../wall-clock';
import { stepUpClaims } from './claims';
import { type Entra, startEntra } from './entra';
import { appNamed, GRAPH, LOG_ANALYTICS, TENANT_ID, userNamed } from './tenant';

const REDIRECT = 'http://127.0.0.1:3999/back';
let folder: string;
let tls: Tls;
let entra: Entra;
let client: TokenClient;
let admin: FakesAdmin;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'entra-'));
  tls = await makeTls(folder);
  entra = await startEntra({ tls, key: 'the-key', redirectUris: [REDIRECT] });
  client = { authority: entra.authority, ca: tls.ca, redirectUri: REDIRECT };
  admin = new FakesAdmin({
    origins: { entra: entra.origin, logAnalytics: entra.origin, graph: entra.origin },
    key: 'the-key',
    ca: tls.ca,
  });
});
afterAll(async () => {
  await entra.close();
  rmSync(folder, { recursive: true });
});

const app = appNamed('contoso');
const redeem = (code: string, verifier: string, over: Record<string, string> = {}) =>
  askToken(client, { grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: REDIRECT, ...over });
const refresh = (refresh_token: string, over: Record<string, string> = {}) =>
  askToken(client, {
    grant_type: 'refresh_token',
    refresh_token,
    scope: `openid offline_access ${LOG_ANALYTICS}/.default`,
    ...over,
  });
const refusedWith = (number: number, error: string) => ({
  body: {
    error,
    error_codes: [number],
    error_description: expect.stringContaining(`AADSTS${number}: `),
    trace_id: expect.any(String),
  },
});
const back = (over: Record<string, string | null>, user = 'alice') =>
  new Browser(tls.ca).signIn(authorizeUrl(entra.authority, app, REDIRECT, over).url, user);

test('Entra’s metadata names its own endpoints, and its keys verify its tokens', async () => {
  const { body } = await request(`${entra.authority}/v2.0/.well-known/openid-configuration`, { ca: tls.ca });
  const { issuer, jwks_uri } = JSON.parse(body);
  expect(issuer).toBe(`${entra.authority}/v2.0`);
  const keys = createLocalJWKSet(JSON.parse((await request(jwks_uri, { ca: tls.ca })).body));
  const { access, id } = await tokensOf(client, 'alice');
  const verified = await jwtVerify(id, keys, { issuer, audience: app.clientId });
  const alice = userNamed('alice');
  expect(verified.payload).toMatchObject({
    nonce: 'the-nonce',
    oid: alice.oid,
    tid: TENANT_ID,
    preferred_username: alice.upn,
    roles: ['Lead'],
  });
  expect((await jwtVerify(access, keys, { issuer, audience: LOG_ANALYTICS })).payload).toMatchObject({
    scp: expect.stringMatching(/^Data\.Read\b/),
    appid: app.clientId,
    sid: verified.payload.sid,
  });
});

test('an analyst without a button of their own signs in by a hint', async () => {
  const browser = new Browser(tls.ca);
  const url = authorizeUrl(entra.authority, app, REDIRECT, { login_hint: userNamed('analyst-137').upn }).url;
  expect((await browser.open(url)).body).toMatch(/value="analyst-137" autofocus/);
  expect(decodeJwt((await tokensOf(client, 'analyst-137')).id)).toMatchObject({ roles: ['Analyst'], name: 'Analyst 137' });
});

test('a person without a role gets a token without roles', async () => {
  expect(decodeJwt((await tokensOf(client, 'nora')).id)).not.toHaveProperty('roles');
});

describe('the authorize endpoint', () => {
  test('shows an error and redirects nobody where the redirect address or the application is not registered', async () => {
    const faults: Record<string, string>[] = [
      { redirect_uri: `${REDIRECT}/` },
      { client_id: '00000000-0000-4000-8000-000000000000' },
    ];
    for (const over of faults) {
      const { status, body } = await new Browser(tls.ca).open(authorizeUrl(entra.authority, app, REDIRECT, over).url);
      expect({ status, body }).toEqual({ status: 400, body: expect.stringMatching(/AADSTS(50011|700016)/) });
    }
  });

  test.each([
    ['without PKCE', { code_challenge: null }, 'invalid_request'],
    ['with plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['for another type of response', { response_type: 'token' }, 'unsupported_response_type'],
    ['for two APIs at once', { scope: `openid ${LOG_ANALYTICS}/.default ${GRAPH}/.default` }, 'invalid_request'],
    ['for an unknown API', { scope: 'openid https://api.example/.default' }, 'invalid_resource'],
    ['to show no page while nobody is signed in', { prompt: 'none' }, 'login_required'],
  ])('sends back an error when asked %s', async (_, over, error) => {
    const { searchParams } = await back(over);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      error,
      state: 'the-state',
      error_description: expect.stringMatching(/^AADSTS/),
    });
  });

  test('sends a person who refuses consent back without a code', async () => {
    expect(Object.fromEntries((await back({}, 'mallory')).searchParams)).toMatchObject({ error: 'access_denied' });
  });

  test('remembers who is signed in, but lets people choose when the request hints at somebody else or prompts for a choice', async () => {
    const browser = new Browser(tls.ca);
    const url = (over = {}) => authorizeUrl(entra.authority, app, REDIRECT, over).url;
    await browser.signIn(url(), 'bob');
    const silent = await browser.open(url({ prompt: 'none', login_hint: userNamed('bob').upn }));
    expect(silent.headers.location).toContain('code=');
    for (const over of [{ prompt: 'select_account' }, { prompt: 'login' }, { login_hint: 'vera@contoso.example' }])
      expect((await browser.open(url(over))).body).toContain('Vera Novak');
  });

  test('posts its answer where the application asks for form_post', async () => {
    const browser = new Browser(tls.ca);
    await browser.signIn(authorizeUrl(entra.authority, app, REDIRECT).url, 'bob');
    const { body } = await browser.open(
      authorizeUrl(entra.authority, app, REDIRECT, { response_mode: 'form_post', state: '"<x>' }).url,
    );
    expect(body).toMatch(/name="code" value="[\w-]+"/);
    expect(body).not.toContain('<x>');
  });
});

describe('the token endpoint', () => {
  test('redeems a code only once', async () => {
    const { code, verifier } = await codeOf(client, 'alice');
    expect((await redeem(code, verifier)).status).toBe(200);
    expect(await redeem(code, verifier)).toMatchObject(refusedWith(54005, 'invalid_grant'));
  });

  test.each([
    ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 501481],
    ['no verifier', { code_verifier: '' }, 501481],
    ['another redirect address', { redirect_uri: `${REDIRECT}2` }, 500112],
    ['another code', { code: 'nonsense' }, 70000],
    [
      'another application’s credentials',
      { client_id: appNamed('quota').clientId, client_secret: appNamed('quota').secret },
      70000,
    ],
  ])('refuses a code with %s', async (_, over, number) => {
    const { code, verifier } = await codeOf(client, 'alice');
    expect(await redeem(code, verifier, over)).toMatchObject(refusedWith(number, 'invalid_grant'));
  });

  test('refuses a wrong secret and an unknown application', async () => {
    expect(await refresh('x', { client_secret: 'wrong' })).toMatchObject({
      status: 401,
      ...refusedWith(7000215, 'invalid_client'),
    });
    expect(await refresh('x', { client_id: 'wrong' })).toMatchObject(refusedWith(700016, 'unauthorized_client'));
  });

  test('renews tokens for every API that was consented to, and an older refresh token stays good', async () => {
    const first = await tokensOf(client, 'alice');
    const graph = await refresh(first.refresh, { scope: `openid offline_access ${GRAPH}/.default` });
    expect(decodeJwt(String(graph.body.access_token))).toMatchObject({
      aud: GRAPH,
      scp: expect.stringContaining('ThreatHunting.Read.All'),
    });
    expect(graph.body.refresh_token).not.toBe(first.refresh);
    expect(decodeJwt(String((await refresh(first.refresh)).body.access_token)).aud).toBe(LOG_ANALYTICS);
  });

  test('renews no tokens of a revoked user until the next sign-in, and still renews other users’ tokens', async () => {
    const [bob, vera] = await Promise.all([tokensOf(client, 'bob'), tokensOf(client, 'vera')]);
    await admin.revoke('bob');
    expect(await refresh(bob.refresh)).toMatchObject(refusedWith(50173, 'invalid_grant'));
    expect((await refresh(vera.refresh)).status).toBe(200);
    expect((await refresh((await tokensOf(client, 'bob')).refresh)).status).toBe(200);
  });

  test('gives access tokens the lifetime that the test has set', async () => {
    await admin.tokenLifetime(7);
    const { access, body } = await tokensOf(client, 'alice');
    await admin.tokenLifetime(3600);
    const { iat = 0, exp } = decodeJwt(access);
    expect([body.expires_in, exp]).toEqual([7, iat + 7]);
  });

  test('refuses a renewal that must include the extra step, and gives a token after a sign-in with that step', async () => {
    const { refresh: old } = await tokensOf(client, 'alice');
    expect(await refresh(old, { claims: stepUpClaims })).toMatchObject({
      body: { error: 'interaction_required', suberror: 'basic_action', claims: stepUpClaims },
    });
    const { access } = await tokensOf(client, 'alice', undefined, stepUpClaims);
    expect(decodeJwt(access)).toMatchObject({ acrs: ['c1'] });
  });
});

describe('the application gets a token of its own', () => {
  const asking = { grant_type: 'client_credentials', scope: `${LOG_ANALYTICS}/.default` };

  test('with its secret, and only for all of an API’s permissions at once', async () => {
    const { body } = await askToken(client, asking);
    expect(decodeJwt(String(body.access_token))).toMatchObject({ aud: LOG_ANALYTICS, roles: ['Data.Read'], idtyp: 'app' });
    expect(await askToken(client, { ...asking, scope: `${LOG_ANALYTICS}/Data.Read` })).toMatchObject(
      refusedWith(1002012, 'invalid_scope'),
    );
  });

  test('with an assertion that its certificate’s key signed for this endpoint', async () => {
    const pem = readFileSync(tls.clientCertificateFile, 'utf8');
    const thumbprint = createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
    const other = createPrivateKey(
      await makeTls(path.join(folder, 'other')).then((t) => readFileSync(t.clientCertificateFile, 'utf8')),
    );
    const assertion = (key = createPrivateKey(pem), audience = `${entra.authority}/oauth2/v2.0/token`, x5t = thumbprint) =>
      new SignJWT({ iss: app.clientId, sub: app.clientId, aud: audience, jti: 'one', exp: wallSeconds() + 60 })
        .setProtectedHeader({ alg: 'PS256', 'x5t#S256': x5t })
        .sign(key);
    const asked = async (text: Promise<string>) => {
      const form = { ...asking, client_id: app.clientId, client_assertion: await text };
      const { status, body } = await request(`${entra.authority}/oauth2/v2.0/token`, {
        ca: tls.ca,
        method: 'POST',
        body: new URLSearchParams({
          ...form,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        }).toString(),
      });
      return { status, body: JSON.parse(body) };
    };
    expect((await asked(assertion())).status).toBe(200);
    expect(await asked(assertion(other))).toMatchObject(refusedWith(50012, 'invalid_client'));
    expect(await asked(assertion(undefined, 'https://another.example'))).toMatchObject(refusedWith(50012, 'invalid_client'));
    expect(await asked(assertion(undefined, undefined, 'unknown'))).toMatchObject(refusedWith(700027, 'invalid_client'));
  });
});

test('signing out ends the browser’s sign-in, and leads back to registered addresses only', async () => {
  const browser = new Browser(tls.ca);
  const { url } = authorizeUrl(entra.authority, app, REDIRECT);
  await browser.signIn(url, 'bob');
  const logout = (to: string) =>
    browser.open(`${entra.authority}/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent(to)}`);
  expect((await logout('https://another.example/')).status).toBe(200);
  expect((await browser.open(url)).body).toContain('name="user"');
  expect((await logout(REDIRECT)).headers.location).toBe(REDIRECT);
});

test('admin calls require their key, and the log holds no secret', async () => {
  const { status } = await request(`${entra.origin}/_test/requests`, { ca: tls.ca, headers: { 'x-test-key': 'wrong' } });
  expect(status).toBe(403);
  await admin.addRedirectUris('https://app.example/back');
  expect((await back({ redirect_uri: 'https://app.example/back' })).host).toBe('app.example');
  const log = await admin.requests('entra');
  expect(log.at(-1)).toMatchObject({
    method: 'POST',
    path: `/${TENANT_ID}/oauth2/v2.0/authorize`,
    user: 'alice',
    app: 'contoso',
    status: 302,
  });
  expect(JSON.stringify(log)).not.toContain(app.secret);
});
