import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Role } from '@/lib/auth/model';
import { type Harness, startHarness } from './harness';
import { Jar } from './jar';

const current = vi.hoisted(() => ({ jar: undefined as unknown, headers: undefined as unknown }));
vi.mock('next/headers', () => ({ cookies: async () => current.jar, headers: async () => current.headers }));

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  vi.stubEnv('ENGINE', 'embedded'); // only the embedded engine takes imports
});
afterAll(() => harness.close());

async function become(role: Role | null): Promise<void> {
  const { openSession } = await import('@/lib/auth/session-store.server');
  const { sessionCookie } = await import('@/lib/auth/cookies');
  const { env } = await import('@/lib/shared/env');
  const jar = new Jar();
  current.headers = new Headers({ host: 'rmm.contoso.example' });
  current.jar = jar;
  const tokens = { sealed: 'not read before they are due', renewAfter: 3600 };
  const who = { mode: 'entra', user: 'x@contoso.example', name: 'X', accountId: 'x.y', tokens } as const;
  if (role) jar.set(sessionCookie(env(), new Headers(), await openSession({ ...who, role })));
}

async function importing(): Promise<Response> {
  const { POST } = await import('@/app/api/imports/route');
  return POST(new NextRequest('http://127.0.0.1/api/imports?name=x.unknown', { method: 'POST', body: 'x' }));
}

async function cancelling(): Promise<Response> {
  const { DELETE } = await import('@/app/api/imports/[jobId]/route');
  const request = new NextRequest('http://127.0.0.1/api/imports/unknown', { method: 'DELETE' });
  return DELETE(request, { params: Promise.resolve({ jobId: 'unknown' }) });
}

test.each(['Analyst', 'Lead'] as const)('the role %s may begin and cancel imports', async (role) => {
  await become(role);
  expect((await cancelling()).status, 'there is no such import').toBe(404);
  const { status } = await importing();
  expect([202, 409], 'begun, or another still runs').toContain(status);
});

test('a request from another site can neither begin nor cancel an import', async () => {
  await become('Lead');
  current.headers = new Headers({ host: 'rmm.contoso.example', origin: 'https://evil.example' });
  for (const refused of [await importing(), await cancelling()]) {
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('another site') });
  }
  current.headers = new Headers({ host: 'evil.example', origin: 'https://evil.example' });
  expect((await importing()).status, 'a name that was rebound to our address').toBe(403);
});

test('the audit has the start and the end of an import', async () => {
  await become('Analyst');
  await vi.waitFor(async () => expect((await importing()).status).toBe(202), { timeout: 20_000, interval: 300 });
  await vi.waitFor(
    async () => {
      const { rows } = await harness.sql('SELECT action, actor_id AS who, subject FROM audit ORDER BY id DESC LIMIT 2');
      const who = { who: 'x@contoso.example', subject: 'x.unknown' };
      expect(rows).toEqual([
        { ...who, action: 'import.end' },
        { ...who, action: 'import.start' },
      ]);
    },
    { timeout: 20_000, interval: 300 },
  );
});

test('a Viewer may see imports but neither begin nor cancel one, and is told why', async () => {
  await become('Viewer');
  const { GET } = await import('@/app/api/imports/route');
  expect((await GET()).status).toBe(200);
  const refused = await importing();
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ detail: expect.stringMatching(/takes the role Analyst; yours is Viewer\./) });
  expect((await cancelling()).status).toBe(403);
});

test('a session that is due must be confirmed by Entra before anything is answered', async () => {
  await become('Viewer');
  const { GET } = await import('@/app/api/imports/route');
  expect((await GET()).status).toBe(200);
  await harness.sql('UPDATE token_caches SET renew_at = now()');
  expect((await GET()).status, 'its tokens do not open').toBe(401);
});

test('a person who is not signed in is told so, and not which role an import takes', async () => {
  await become(null);
  expect([(await importing()).status, (await cancelling()).status]).toEqual([401, 401]);
});

test('where the engine is Azure, nobody can import, whatever their role', async () => {
  vi.stubEnv('ENGINE', 'log-analytics');
  vi.resetModules();
  await become('Lead');
  expect((await importing()).status).toBe(404);
  await become(null);
  expect((await importing()).status).toBe(401);
});
