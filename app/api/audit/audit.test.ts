import { beforeAll, expect, test, vi } from 'vitest';
import { auditPageSchema } from '@/lib/audit/model';
import { lea } from '@/lib/auth/fixtures';
import type { Role } from '@/lib/auth/model';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';

const who = vi.hoisted(() => ({ role: 'Lead' as Role }));
vi.mock('@/lib/auth/session.server', () => ({
  requirePrincipal: async () => ({ ...lea, sameOrigin: false, clientAddress: '192.0.2.7', ...who }),
}));
const kept = vi.hoisted(() => ({ sweeps: {} as Record<string, { sightings: { deviceId: string; deviceName: string }[] }[]> }));
vi.mock('@/lib/sightings/sweep-cache.server', () => ({ keptSweeps: (scope: string) => kept.sweeps[scope] ?? [] }));
const { GET } = await import('@/app/api/audit/route');

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.sql(`INSERT INTO audit (at, actor_id, actor_name, action, subject)
    SELECT now() - interval '9 days' + i * interval '1 s', 'ann', 'Ann', 'verdict.set', 'WS-' || i FROM generate_series(1, 2500) i`);
});

const ask = (query: string) => GET(new Request(`http://localhost/api/audit?${query}`));
const page = async (query: string) => auditPageSchema.parse(await (await ask(query)).json());

test('a Lead reads page after page; others are told which role it takes', async () => {
  const first = await page('limit=2&actor=ann');
  expect(first.entries.map(({ subject }) => subject)).toEqual(['WS-2500', 'WS-2499']);
  const second = await page(`limit=1&actor=ann&cursor=${encodeURIComponent(first.nextCursor ?? '')}`);
  expect(second.entries.map(({ subject }) => subject)).toEqual(['WS-2498']);
  expect((await page('last=24h')).entries).toEqual([]);
  for (const role of ['Viewer', 'Analyst'] as const) {
    who.role = role;
    for (const query of ['', 'format=ndjson']) {
      const refused = await ask(query);
      expect([refused.status, (await refused.json()).detail]).toEqual([403, expect.stringMatching(/role Lead; yours is/)]);
    }
  }
  who.role = 'Lead';
});

test('devices whose ids stand in entries have the names that kept sweeps know, with the rights of who asks', async () => {
  const id = '53f291fdfe9f7c9c7301c2b63a5e26f60c19b129';
  await database.sql(`INSERT INTO audit (actor_id, actor_name, action, subject) VALUES ('bo', 'Bo', 'question', 'device ${id}')`);
  kept.sweeps = {
    local: [
      {
        sightings: [
          { deviceId: id, deviceName: 'ws-1' },
          { deviceId: 'another-device', deviceName: 'ws-2' },
        ],
      },
    ],
  };
  expect((await page('actor=bo')).deviceNames).toEqual({ [id]: 'ws-1' });
  kept.sweeps = { others: kept.sweeps.local ?? [] };
  expect((await page('actor=bo')).deviceNames).toEqual({});
});

test.each(['from=soon', 'last=ever', 'format=xml', 'cursor=1'])('%s is refused', async (query) => {
  expect((await ask(query)).status).toBe(400);
});

test('an export is all that fits, a JSON a line, and stands in the audit', async () => {
  const answer = await ask('format=ndjson&action=verdict.set&q=ws');
  expect(answer.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
  const lines = (await answer.text()).trimEnd().split('\n');
  const subjects = lines.map((line) => JSON.parse(line).subject);
  expect([subjects.length, new Set(subjects).size, subjects[0], subjects.at(-1)]).toEqual([2500, 2500, 'WS-2500', 'WS-1']);
  expect((await page('limit=1')).entries).toMatchObject([
    { action: 'audit.export', actor: { id: lea.user, clientAddress: '192.0.2.7' }, detail: { action: 'verdict.set', q: 'ws' } },
  ]);
});

test('an export whose reading fails is cut, and does not end as if it were whole', async () => {
  const answer = await ask('format=ndjson&actor=ann');
  const reader = answer.body?.getReader();
  await reader?.read();
  await database.sql('ALTER TABLE audit RENAME TO gone');
  const rest = async () => {
    while (!(await reader?.read())?.done);
  };
  await expect(rest()).rejects.toThrow();
  await database.sql('ALTER TABLE gone RENAME TO audit');
});
