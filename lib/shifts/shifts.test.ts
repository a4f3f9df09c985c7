import { beforeAll, expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import { lea } from '@/lib/auth/fixtures';
import { testDatabase } from '@/lib/store/testing';

vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => lea }));
const { readShifts, setShifts } = await import('./shifts.server');
const { resolveSince } = await import('./since.server');
const { noteVisit } = await import('./visits.server');

beforeAll(() => testDatabase());

const night = { name: 'Night', days: [7, 1, 7], from: '22:00', to: '06:00', zone: 'Europe/Zurich' };
const set = (body: object, who = lea) => setShifts(who, async () => body);
const to = '2026-03-09T23:00:00.0000000Z';

test('without a definition the shift is the last 12 hours; with one it begins where the window’s end lies', async () => {
  expect(await resolveSince(lea, 'shift', to, to)).toEqual({ since: '12h', notices: [] });
  expect(await readShifts()).toMatchObject({ shifts: [], revision: 0, current: null });
  await set({ shifts: [night], ifRevision: 0 });
  expect((await readShifts()).shifts).toEqual([{ ...night, days: [1, 7] }]);
  expect((await resolveSince(lea, 'shift', to, to)).since).toBe('2026-03-09T21:00:00.0000000Z');
  expect((await resolveSince(lea, '8h', to, to)).since).toBe('8h');
  await expect(set({ shifts: [], ifRevision: 0 })).rejects.toMatchObject({ kind: 'conflict', state: { revision: 1 } });
  expect((await readAudit({ limit: 1 })).entries).toMatchObject([
    { action: 'shift.set', subject: 'Night', detail: { from: { shifts: [] }, to: { shifts: [{ name: 'Night' }] } } },
  ]);
});

test.each([
  [{ shifts: [{ ...night, zone: 'Mars/Olympus' }] }, 'shifts.0.zone'],
  [{ shifts: [{ ...night, from: '24:00' }] }, 'shifts.0.from'],
  [{ shifts: [{ ...night, days: [] }] }, 'shifts.0.days'],
  [{ shifts: [{ ...night, name: 'a\0' }] }, 'shifts.0.name'],
])('%j is refused by its field', async (body, field) => {
  await expect(set(body)).rejects.toMatchObject({ kind: 'bad-input', fields: { [field]: expect.any(String) } });
});

test('an Analyst reads the shifts and does not set them', async () => {
  await expect(set({ shifts: [] }, { ...lea, role: 'Analyst' })).rejects.toMatchObject({ kind: 'forbidden' });
});

test('a visit ends after 30 minutes without a question; “last visit” is when the one before it ended', async () => {
  const at = (time: string) => `2026-03-10T${time}:00.0000000Z`;
  const visit = async (time: string) => {
    await noteVisit(lea, at(time));
    return await resolveSince(lea, 'last-visit', at(time), at(time));
  };
  const first = await visit('08:00');
  expect(first.notices[0]?.message).toMatch(/first visit/);
  await visit('08:29');
  expect((await visit('08:58')).notices).toHaveLength(1);
  expect(await visit('09:29')).toEqual({ since: at('08:58'), notices: [] });
  expect((await visit('09:50')).since).toBe(at('08:58'));
  // Who comes back and has asked nothing yet.
  expect((await resolveSince(lea, 'last-visit', to, at('12:00'))).since).toBe(at('09:50'));
  expect(
    (await resolveSince({ ...lea, user: 'new@contoso.example' }, 'last-visit', at('12:00'), at('12:00'))).notices,
  ).toHaveLength(1);
});
