import { expect, test } from 'vitest';
import { pendingCookieName, returnCookie, sessionCookie, sessionCookieName } from './cookies';

const headers = new Headers();
const byProxy = new Headers({ 'x-forwarded-proto': 'https, http' });

test('instances on different ports behind one address share a session', () => {
  const names = [3001, 3002].map((PORT) => sessionCookieName({ PORT, PUBLIC_URL: 'https://rmm.example.com' }));
  expect(new Set(names)).toEqual(new Set(['__Host-rmm-sightings-443']));
  expect(sessionCookieName({ PORT: 3001, PUBLIC_URL: 'http://localhost:4000' })).toBe('rmm-sightings-4000');
  expect(sessionCookieName({ PORT: 3001 })).toBe('rmm-sightings-3001');
});

test('the public address decides whether a cookie is Secure; without one the proxy’s header does', () => {
  const secure = (PUBLIC_URL: string | undefined, given: Headers) => sessionCookie({ PORT: 3000, PUBLIC_URL }, given, 'x').secure;
  expect([secure('https://rmm.example.com', headers), secure('http://localhost:3000', byProxy)]).toEqual([true, false]);
  expect([secure(undefined, headers), secure(undefined, byProxy)]).toEqual([false, true]);
});

test('a cookie of a sign-in under way is named by its state, in characters that a name may have', () => {
  const name = pendingCookieName({ PORT: 3000 }, 'abc_-DEF0123456789'.repeat(3));
  expect(name).toBe('rmm-sightings-entra-3000-abc_-DEF0123');
  expect(name).toMatch(/^[\w-]+$/);
});

test('only a page of ours is remembered', () => {
  expect(returnCookie({ PORT: 3000 }, headers, '//evil.example')).toBeUndefined();
  expect(returnCookie({ PORT: 3000 }, headers, '/hunts')).toMatchObject({ value: '/hunts', httpOnly: true, maxAge: 3600 });
});
