import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { STEP_UP, stepUpClaims } from '../fakes/entra/claims';
import { userNamed } from '../fakes/entra/tenant';
import { APP, type Harness, SCOPE, startHarness } from './harness';
import { startInstance } from './instance';

const log = vi.hoisted((): string[] => []);
vi.mock('@/lib/shared/log', () => {
  const write = (fields: unknown, message?: string) => void log.push(JSON.stringify([fields, message]));
  return { log: () => ({ info: write, warn: write, error: write }) };
});

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.sql('TRUNCATE sessions, token_caches');
  await harness.admin.tokenLifetime(3600);
  log.length = 0;
});

const DUE = 0; // seconds: the token expires at once
const renewals = async () => (await harness.admin.requests('entra')).filter(({ path }) => path.endsWith('/token')).length;
const unauthenticated = expect.objectContaining({ kind: 'unauthenticated' });
const unavailable = expect.objectContaining({ kind: 'unavailable' });
const refusal = (body: object, status = 400) => new Response(JSON.stringify(body), { status });

test('each analyst’s queries use a token of their own, for the service that is asked', async () => {
  const app = await startInstance(harness);
  const identity = await app.identity(await app.signIn('bob'));
  const claims = decodeJwt(await identity.token([SCOPE]));
  expect(claims).toMatchObject({ aud: 'https://api.loganalytics.io', oid: userNamed('bob').oid, xms_cc: ['CP1'] });
  expect(identity.scope).toMatch(/^user:[\da-f]{64}$/);
  const other = await app.identity(await app.signIn('vera'));
  expect(other.scope).not.toBe(identity.scope);
  expect(decodeJwt(await other.token([SCOPE])).oid).toBe(userNamed('vera').oid);
});

test('two hundred questions of a person at once renew the tokens once, and each person has tokens of their own', async () => {
  await harness.admin.tokenLifetime(DUE);
  const app = await startInstance(harness);
  const bob = await app.identity(await app.signIn('bob'));
  const vera = await app.identity(await app.signIn('vera'));
  await harness.admin.tokenLifetime(3600);
  await harness.admin.clearRequests('entra');
  const asked = (identity: typeof bob) => Promise.all(Array.from({ length: 200 }, () => identity.token([SCOPE])));
  const [ofBob, ofVera] = await Promise.all([asked(bob), asked(vera)]);
  expect([new Set(ofBob).size, new Set(ofVera).size, await renewals()]).toEqual([1, 1, 2]);
  expect([ofBob, ofVera].map(([token = '']) => decodeJwt(token).oid)).toEqual([userNamed('bob').oid, userNamed('vera').oid]);
  expect([await bob.token([SCOPE]), await renewals()]).toEqual([ofBob[0], 2]);
});

test('a token that a service refuses is renewed before it is due, once for all calls that were refused', async () => {
  const app = await startInstance(harness);
  const bob = await app.identity(await app.signIn('bob'));
  const refused = await bob.token([SCOPE]);
  await harness.admin.clearRequests('entra');
  const renewed = await Promise.all([1, 2, 3].map(() => bob.token([SCOPE], refused)));
  expect([new Set(renewed).size, renewed.includes(refused), await renewals()]).toEqual([1, false, 1]);
  expect([await bob.token([SCOPE], refused), await bob.token([SCOPE]), await renewals()]).toEqual([renewed[0], renewed[0], 1]);
});

test('a second instance can use the session and its tokens, and one renewal serves both instances', async () => {
  const one = await startInstance(harness);
  const cookie = await one.signIn('bob');
  const token = await (await one.identity(cookie)).token([SCOPE]);
  const two = await startInstance(harness);
  expect(await (await two.identity(cookie)).token([SCOPE])).toBe(token);
  await harness.sql('TRUNCATE token_caches');
  await harness.admin.tokenLifetime(DUE);
  const again = await two.signIn('bob');
  await harness.admin.tokenLifetime(3600);
  await harness.admin.clearRequests('entra');
  const renewed = await (await two.identity(again)).token([SCOPE]);
  expect([await (await one.identity(again)).token([SCOPE]), await renewals()]).toEqual([renewed, 1]);
});

test('a refused renewal ends the account’s sessions, and no others', async () => {
  await harness.admin.tokenLifetime(DUE);
  const app = await startInstance(harness);
  const [cookie, elsewhere, other] = [await app.signIn('bob'), await app.signIn('bob'), await app.signIn('vera')];
  await harness.admin.revoke('bob');
  const asked = (await app.identity(cookie)).token([SCOPE]);
  await expect(asked).rejects.toEqual(unauthenticated);
  expect(await Promise.all([cookie, elsewhere].map(app.findSession))).toEqual([undefined, undefined]);
  expect(await app.findSession(other)).toBeDefined();
  expect((await harness.sql('SELECT key FROM token_caches')).rows).toHaveLength(1);
  expect(log.join()).toContain('invalid_grant');
  expect(log.join()).not.toMatch(/bob|contoso\.example/);
  expect(await (await app.identity(await app.signIn('bob'))).token([SCOPE])).toMatch(/^eyJ/);
});

test('when Entra refuses to renew old tokens during a new sign-in, the tokens of the new sign-in stay', async () => {
  await harness.admin.tokenLifetime(DUE);
  const app = await startInstance(harness);
  const cookie = await app.signIn('bob');
  const identity = await app.identity(cookie);
  let answer: (response: Response) => void = () => {};
  const asked = new Promise<void>((resolve) => {
    const real = fetch;
    vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
      vi.stubGlobal('fetch', real);
      resolve();
      return url ? new Promise<Response>((given) => (answer = given)) : real(url, init);
    });
  });
  const token = identity.token([SCOPE]);
  await asked;
  await app.signIn('bob');
  answer(refusal({ error: 'invalid_grant', error_description: 'AADSTS50173: revoked', error_codes: [50173] }));
  expect(decodeJwt(await token).oid).toBe(userNamed('bob').oid);
  expect(await app.findSession(cookie)).toBeDefined();
});

test('a sign-out elsewhere does not delete the tokens of a sign-in that is about to complete', async () => {
  const app = await startInstance(harness);
  const session = await app.findSession(await app.signIn('bob'));
  const person = await app.answered('bob');
  if (session) await app.revokeSession(session);
  const identity = await app.identity(await app.openSession(person));
  expect(decodeJwt(await identity.token([SCOPE])).oid).toBe(userNamed('bob').oid);
});

test('signing out while tokens are being renewed leaves no tokens behind', async () => {
  await harness.admin.tokenLifetime(DUE);
  const app = await startInstance(harness);
  const cookie = await app.signIn('bob');
  const identity = await app.identity(cookie);
  const real = fetch;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    vi.stubGlobal('fetch', real);
    const session = await app.findSession(cookie);
    if (session) await app.revokeSession(session);
    return real(url, init);
  });
  await identity.token([SCOPE]);
  expect((await harness.sql('SELECT key FROM token_caches')).rows).toEqual([]);
});

test('a service’s claims challenge suspends this session, but no other, until a sign-in that meets it', async () => {
  const app = await startInstance(harness);
  const [cookie, elsewhere] = [await app.signIn('bob'), await app.signIn('bob')];
  await expect((await app.identity(cookie)).challenged(stepUpClaims)).rejects.toEqual(unauthenticated);
  expect(await app.findSession(cookie)).toBeUndefined();
  expect(await app.findSession(elsewhere)).toBeDefined();
  const pending = await app.pendingClaims(cookie);
  expect(pending).toEqual({ user: userNamed('bob').upn, claims: stepUpClaims });
  const token = await (await app.identity(await app.signIn('bob', pending))).token([SCOPE]);
  expect(decodeJwt(token)).toMatchObject({ acrs: [STEP_UP], xms_cc: ['CP1'] });
});

test('a claims challenge with which Entra answers a renewal suspends the session too', async () => {
  await harness.admin.tokenLifetime(DUE);
  const app = await startInstance(harness);
  const cookie = await app.signIn('bob');
  const identity = await app.identity(cookie);
  const claims = stepUpClaims;
  harness.intercept(
    refusal({ error: 'interaction_required', error_description: 'AADSTS50076: more', error_codes: [50076], claims }),
  );
  await expect(identity.token([SCOPE])).rejects.toEqual(unauthenticated);
  expect(await app.pendingClaims(cookie)).toMatchObject({ claims });
});

test.each([
  ['cannot be reached', () => 'break' as const],
  ['is overloaded', () => refusal({ error: 'temporarily_unavailable' }, 503)],
  ['throttles', () => refusal({ error: 'invalid_grant' }, 429)],
  ['is behind a proxy that answers with a page', () => new Response('<html>')],
  [
    'no longer accepts the app’s secret',
    () => refusal({ error: 'invalid_client', error_description: 'AADSTS7000222: expired' }, 401),
  ],
])('when Entra %s, nobody is signed out', async (_, answer) => {
  await harness.admin.tokenLifetime(DUE);
  const app = await startInstance(harness);
  const cookie = await app.signIn('bob');
  const identity = await app.identity(cookie);
  harness.intercept(answer());
  await expect(identity.token([SCOPE])).rejects.toEqual(unavailable);
  expect(await app.findSession(cookie)).toBeDefined();
  expect(await identity.token([SCOPE]), 'and a moment later all is well').toMatch(/^eyJ/);
});

test('tokens that cannot be unsealed lead to a new sign-in', async () => {
  const app = await startInstance(harness);
  const cookie = await app.signIn('bob');
  const identity = await app.identity(cookie);
  await harness.sql("UPDATE token_caches SET sealed = replace(sealed, 'a', 'b')");
  await expect(identity.token([SCOPE])).rejects.toEqual(unauthenticated);
  expect(await app.findSession(cookie)).toBeUndefined();
});

test('sealed tokens of one account cannot be used under another account’s name', async () => {
  const app = await startInstance(harness);
  await app.signIn('alice');
  const identity = await app.identity(await app.signIn('bob'));
  await harness.sql(
    `UPDATE token_caches SET sealed = (SELECT sealed FROM token_caches WHERE key LIKE '${userNamed('alice').oid}%')`,
  );
  await expect(identity.token([SCOPE])).rejects.toEqual(unauthenticated);
});

test('while the store cannot be read, no token is given, and the session stays', async () => {
  const app = await startInstance(harness);
  const cookie = await app.signIn('bob');
  const identity = await app.identity(cookie);
  await harness.sql('ALTER TABLE token_caches RENAME TO elsewhere');
  await expect(identity.token([SCOPE])).rejects.not.toEqual(unauthenticated);
  await harness.sql('ALTER TABLE elsewhere RENAME TO token_caches');
  expect(await app.findSession(cookie)).toBeDefined();
  expect(await identity.token([SCOPE])).toMatch(/^eyJ/);
});

test('with the application’s own identity, people share its token, and none is asked for in their name', async () => {
  const app = await startInstance(harness, { AZURE_IDENTITY: 'app' });
  await harness.admin.clearRequests('entra');
  const [bob, vera] = [await app.identity(await app.signIn('bob')), await app.identity(await app.signIn('vera'))];
  const before = await renewals();
  const tokens = await Promise.all([bob, vera].map((identity) => identity.token([SCOPE])));
  expect([bob.scope, vera.scope, new Set(tokens).size, (await renewals()) - before]).toEqual(['app', 'app', 1, 1]);
  const [refused] = tokens;
  const renewed = await Promise.all([bob, vera].map((identity) => identity.token([SCOPE], refused)));
  expect([new Set(renewed).size, renewed.includes(refused ?? ''), await renewals()]).toEqual([1, false, before + 2]);
  expect(decodeJwt(tokens[0] ?? '')).toMatchObject({ idtyp: 'app', oid: APP.clientId });
  const hunting = await bob.token(['https://graph.microsoft.com/ThreatHunting.Read.All']);
  expect(decodeJwt(hunting).aud).toBe('https://graph.microsoft.com');
  await expect(bob.challenged(stepUpClaims)).rejects.toEqual(unavailable);
});

test('when a service challenges the application’s token, a new one is asked for, first with the claims, until Entra gives one', async () => {
  const app = await startInstance(harness, { AZURE_IDENTITY: 'app' });
  const identity = await app.identity(await app.signIn('bob'));
  const refused = await identity.token([SCOPE]);
  const real = fetch;
  const asked: (string | null)[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    asked.push(new URLSearchParams(String(init.body)).get('claims'));
    return real(url, init);
  });
  await expect(identity.challenged(stepUpClaims)).rejects.toEqual(unavailable);
  harness.intercept(refusal({ error: 'invalid_grant', error_description: 'AADSTS53003: blocked', error_codes: [53003] }));
  await expect(identity.token([SCOPE])).rejects.toEqual(unavailable);
  const repaired = await identity.token([SCOPE]);
  expect(await identity.token([SCOPE]), 'which is kept').toBe(repaired);
  await expect(identity.challenged('no JSON')).rejects.toEqual(unavailable);
  await identity.token([SCOPE]);
  vi.stubGlobal('fetch', real);
  expect(repaired).not.toBe(refused);
  expect(asked.map((claims) => claims?.includes(STEP_UP))).toEqual([true, false, false]);
});

test('when Entra refuses the application itself, the fault names the setting and nobody is signed out', async () => {
  const app = await startInstance(harness, { AZURE_IDENTITY: 'app' });
  const cookie = await app.signIn('bob');
  const identity = await app.identity(cookie);
  harness.intercept(
    refusal({ error: 'invalid_client', error_description: 'AADSTS7000222: expired', error_codes: [7000222] }, 401),
  );
  await expect(identity.token(['https://api.other.example/.default'])).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining('ENTRA_CLIENT_SECRET'),
  });
  expect(await app.findSession(cookie)).toBeDefined();
});

test('where the telemetry is files on disk, the identity is local and gives no token', async () => {
  const app = await startInstance(harness, { LOG_ANALYTICS_WORKSPACES: '' });
  const identity = await app.identity(await app.signIn('bob'));
  expect(identity.scope).toBe('local');
  await expect(identity.token([SCOPE])).rejects.toEqual(unauthenticated);
});

describe('a token is kept until half of its life is over', () => {
  test.each([
    ['where Entra’s answer does not repeat the scope that was asked for', 3600],
    ['where tokens live for a minute', 60],
  ])('%s, one renewal serves a hundred questions', async (_, seconds) => {
    await harness.admin.echoDefault(false);
    await harness.admin.tokenLifetime(DUE);
    const app = await startInstance(harness);
    const bob = await app.identity(await app.signIn('bob'));
    await harness.admin.tokenLifetime(seconds);
    await harness.admin.clearRequests('entra');
    const tokens = new Set<string>();
    for (let sweep = 0; sweep < 25; sweep++)
      for (const token of await Promise.all(Array.from({ length: 4 }, () => bob.token([SCOPE])))) tokens.add(token);
    expect([tokens.size, await renewals()]).toEqual([1, 1]);
    await harness.admin.echoDefault(true);
  });

  test('after half of its life it is renewed, though services would still accept it', async () => {
    const app = await startInstance(harness);
    const bob = await app.identity(await app.signIn('bob'));
    const before = await bob.token([SCOPE]);
    await later();
    await harness.admin.clearRequests('entra');
    expect([(await bob.token([SCOPE])) === before, await renewals()]).toEqual([false, 1]);
  });

  test('while Entra is away, the token stays in use for as long as it is good, and Entra is not asked again for a minute', async () => {
    const app = await startInstance(harness);
    const bob = await app.identity(await app.signIn('bob'));
    const before = await bob.token([SCOPE]);
    await later();
    harness.intercept('break');
    expect(await bob.token([SCOPE])).toBe(before);
    await harness.admin.clearRequests('entra');
    expect([await bob.token([SCOPE]), await renewals()]).toEqual([before, 0]);
  });

  test('so is a token of the application’s own', async () => {
    await harness.admin.tokenLifetime(60);
    const app = await startInstance(harness, { AZURE_IDENTITY: 'app' });
    const bob = await app.identity(await app.signIn('bob'));
    const scopes = ['https://graph.microsoft.com/.default'];
    const first = await bob.token(scopes);
    await harness.admin.clearRequests('entra');
    expect([await bob.token(scopes), await renewals()]).toEqual([first, 0]);
  });
});

/** Makes all tokens due, as if half of their lives were over. */
const later = () => harness.sql('UPDATE token_caches SET renew_at = now()');

describe.each([
  ['with queries in the analyst’s own rights', {}],
  ['with queries in the application’s rights', { AZURE_IDENTITY: 'app' }],
  ['with files on disk', { LOG_ANALYTICS_WORKSPACES: '' }],
])('%s: Entra is asked from time to time whether a session may go on', (_, settings) => {
  /** The session that a request with the cookie finds, which it confirms with Entra first if it is due, as `currentSession` does. */
  async function request(app: Awaited<ReturnType<typeof startInstance>>, cookie: string) {
    const session = await app.findSession(cookie);
    if (session?.isDue && session.accountId !== null) await app.confirmAccount({ id: session.id, accountId: session.accountId });
    return await app.findSession(cookie);
  }

  test('Entra is asked after half an hour at the earliest, and once for all requests that wait', async () => {
    const app = await startInstance(harness, settings);
    const cookie = await app.signIn('bob');
    await harness.admin.clearRequests('entra');
    expect([(await request(app, cookie))?.role, await renewals()]).toEqual(['Analyst', 0]);
    const { rows } = await harness.sql(
      'SELECT round(extract(epoch FROM renew_at - now()) / 60)::int AS minutes FROM token_caches',
    );
    expect(rows).toEqual([{ minutes: 30 }]);
    await later();
    await Promise.all(Array.from({ length: 20 }, () => request(app, cookie)));
    expect([(await request(app, cookie))?.isDue, await renewals()]).toEqual([false, 1]);
  });

  test('a revoked account’s sessions end', async () => {
    const app = await startInstance(harness, settings);
    const [cookie, elsewhere] = [await app.signIn('bob'), await app.signIn('bob')];
    await harness.admin.revoke('bob');
    await later();
    expect(await request(app, cookie)).toBeUndefined();
    expect(await app.findSession(elsewhere)).toBeUndefined();
  });

  test('a lowered role holds in every session of the account from then on, and a role that is taken away ends them', async () => {
    const app = await startInstance(harness, settings);
    const [cookie, elsewhere, other] = [await app.signIn('bob'), await app.signIn('bob'), await app.signIn('vera')];
    await harness.admin.assign('bob', 'Viewer');
    await later();
    expect((await request(app, cookie))?.role).toBe('Viewer');
    expect((await app.findSession(elsewhere))?.role).toBe('Viewer');
    await harness.admin.assign('bob');
    await later();
    expect(await request(app, cookie)).toBeUndefined();
    expect(await app.findSession(elsewhere)).toBeUndefined();
    expect((await app.findSession(other))?.role).toBe('Viewer');
    await harness.admin.assign('bob', 'Analyst');
  });

  test('a policy that requires one more proof suspends the session until a new sign-in', async () => {
    const app = await startInstance(harness, settings);
    const cookie = await app.signIn('bob');
    await harness.admin.stepUpAtRenewal('bob');
    await later();
    expect(await request(app, cookie)).toBeUndefined();
    expect(await app.pendingClaims(cookie)).toMatchObject({ claims: stepUpClaims });
    await harness.admin.stepUpAtRenewal('bob', false);
  });

  test('a session goes on while Entra is away', async () => {
    const app = await startInstance(harness, settings);
    const cookie = await app.signIn('bob');
    await later();
    harness.intercept('break');
    expect((await request(app, cookie))?.isDue, 'and is left alone for a minute').toBe(false);
  });

  test('a session without tokens, with which Entra would be asked, ends', async () => {
    const app = await startInstance(harness, settings);
    const cookie = await app.signIn('bob');
    await harness.sql('TRUNCATE token_caches');
    expect(await request(app, cookie)).toBeUndefined();
  });
});
