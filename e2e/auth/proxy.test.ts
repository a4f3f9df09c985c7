import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { proxy } from '@/proxy';
import { stepUpClaims } from '../fakes/entra/claims';
import { type Harness, PUBLIC, startHarness } from './harness';

let harness: Harness;
let cookie: string;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  const { openSession } = await import('@/lib/auth/session-store.server');
  const who = { mode: 'entra', user: 'bob@contoso.example', name: 'Bob', role: 'Analyst', accountId: 'a.b' } as const;
  cookie = await openSession(who);
});

/** Sends a request as a TLS proxy passes it on: to an internal address, with the public name or the proxy's own as its Host. */
function ask(url: string, headers: Record<string, string> = {}) {
  return proxy(new NextRequest(`http://10.0.0.7:3000${url}`, { headers: { host: 'rmm.contoso.example', ...headers } }));
}
const signedIn = () => ({ cookie: `__Host-rmm-sightings-443=${cookie}` });
const cookiesOf = (response: Response) => response.headers.getSetCookie().join('\n');

test.each(['rmm.contoso.example', '127.0.0.1:3000'])(
  'behind a TLS proxy that sends the Host %s, people are redirected to the public address',
  async (host) => {
    const response = await ask('/devices/x?last=5d', { host });
    expect([response.status, response.headers.get('location')]).toEqual([303, `${PUBLIC}/sign-in`]);
    expect(cookiesOf(response)).toMatch(/^__Host-rmm-sightings-return-443=.*; Secure/);
    expect(cookiesOf(response)).toMatch(/Path=\//);
  },
);

test('a request to another host is refused with the public address', async () => {
  const response = await ask('/', { host: 'evil.example' });
  expect([response.status, await response.text()]).toEqual([421, `This server answers to ${PUBLIC} only.\n`]);
});

test('a page’s content security policy lets its sign-out form lead to Entra', async () => {
  const response = await ask('/', signedIn());
  expect(response.headers.get('content-security-policy')).toContain(`form-action 'self' ${harness.entra.origin};`);
});

test.each(['/api/sign-in/entra', '/api/sign-in/entra/callback?code=x', '/api/sign-out', '/sign-in'])(
  '%s is open to people who are not signed in',
  async (url) => {
    expect((await ask(url)).headers.get('x-middleware-next')).toBe('1');
  },
);

test('a session that waits for claims leads to a new sign-in and back to the page, and its cookie still finds the claims', async () => {
  const { askForClaims, findSession, pendingClaims } = await import('@/lib/auth/session-store.server');
  const session = await findSession(cookie);
  await askForClaims(session?.id ?? '', stepUpClaims);
  expect((await ask('/api/status', signedIn())).status).toBe(401);
  const response = await ask(`/sign-in?next=${encodeURIComponent('/devices/x?last=5d')}`, signedIn());
  expect(response.headers.get('location')).toBe(`${PUBLIC}/sign-in?reason=step-up`);
  expect(decodeURIComponent(cookiesOf(response))).toMatch(/^__Host-rmm-sightings-return-443=\/devices\/x\?last=5d; [^\n]*$/);
  expect(await pendingClaims(cookie)).toMatchObject({ claims: stepUpClaims });
});

test('the cookie of an ended session is removed, and the sign-in page says that the session expired', async () => {
  const { revokeAccount } = await import('@/lib/auth/session-store.server');
  await revokeAccount('a.b');
  const response = await ask('/', signedIn());
  expect(response.headers.get('location')).toBe(`${PUBLIC}/sign-in?reason=expired`);
  expect(cookiesOf(response)).toMatch(/__Host-rmm-sightings-443=;.*Max-Age=0/);
});
