import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sealData } from 'iron-session';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { sha256 } from '@/lib/shared/ids';
import { testDatabase } from '@/lib/store/testing';

const log = vi.hoisted((): string[] => []);
vi.mock('@/lib/shared/log', () => {
  const write = (...entry: unknown[]) => void log.push(JSON.stringify(entry));
  return { log: () => ({ info: write, warn: write }) };
});

const dataDir = mkdtempSync(path.join(tmpdir(), 'sessions-'));
vi.stubEnv('DATA_DIR', dataDir);
const { sql, url } = await testDatabase();
const { ensureSessionKey, readSessionKey } = await import('./key.server');
const { seal } = await import('./seal.server');
const { askForClaims, findSession, openSession, pendingClaims, revokeAccount, revokeSession } = await import(
  './session-store.server'
);

const keyFile = () => path.join(dataDir, 'auth', 'session-key');
const open = (accountId: string | null = null) =>
  openSession({ mode: 'local', user: 'local', name: 'Local', role: 'Lead', accountId });

beforeEach(() => {
  rmSync(path.join(dataDir, 'auth'), { recursive: true, force: true });
  log.length = 0;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

async function session(cookie: string) {
  const found = await findSession(cookie);
  if (!found) throw new Error('no session');
  return found;
}

test('a session is found by its cookie, which shows nothing of it', async () => {
  const cookie = await open();
  const { id, user } = await session(cookie);
  expect(user).toBe('local');
  expect(cookie).not.toContain(id);
  expect(cookie.length).toBeLessThan(1000);
});

test('its seal is opened once, not by each request', async () => {
  const cookie = await open();
  const deriving = vi.spyOn(crypto.subtle, 'deriveBits');
  await session(cookie);
  expect(deriving).toHaveBeenCalled();
  deriving.mockClear();
  await session(cookie);
  expect(deriving).not.toHaveBeenCalled();
  deriving.mockRestore();
});

test('signing out ends it for every copy of the cookie, and no other session', async () => {
  const [one, two] = [await open(), await open()];
  await revokeSession(await session(one));
  expect(await findSession(one)).toBeUndefined();
  expect(await findSession(two)).toBeDefined();
});

test('it ends after 12 hours, by the database’s clock', async () => {
  const cookie = await open();
  const lasts = Date.parse((await session(cookie)).expiresAt) - Date.now();
  expect(lasts / 3_600_000).toBeCloseTo(12, 1);
  await sql("UPDATE sessions SET expires_at = now() - interval '1 second'");
  expect(await findSession(cookie)).toBeUndefined();
  await open();
  const { rows } = await sql('SELECT count(*)::int AS left FROM sessions WHERE expires_at < now()');
  expect(rows, 'those past their end go when another is opened').toEqual([{ left: 0 }]);
});

test('tokens go when no session can be left that stands on them', async () => {
  await sql(
    "INSERT INTO token_caches VALUES ('old', 'x', now() - interval '12 hours 1 second'), ('young', 'x', now() - interval '11 hours')",
  );
  await open();
  expect((await sql('SELECT key FROM token_caches')).rows).toEqual([{ key: 'young' }]);
});

test('who reads the database can open no session with what is there', async () => {
  const { id } = await session(await open());
  const { rows } = await sql('SELECT * FROM sessions');
  expect(JSON.stringify(rows)).not.toContain(id);
});

test('a session that waits for claims is none, until a new sign-in', async () => {
  const cookie = await open('account');
  const other = await open('account');
  await askForClaims((await session(cookie)).id, '{"access_token":{}}');
  expect(await findSession(cookie)).toBeUndefined();
  expect(await pendingClaims(cookie)).toEqual({ user: 'local', claims: '{"access_token":{}}' });
  expect(await pendingClaims(other)).toBeUndefined();
  expect(await findSession(other)).toBeDefined();
  await revokeAccount('account');
  expect([await findSession(other), await pendingClaims(cookie)]).toEqual([undefined, undefined]);
});

test('another instance on the same database and key knows it, and that it was ended', async () => {
  const cookie = await open();
  vi.resetModules();
  const elsewhere = await import('./session-store.server');
  const found = await elsewhere.findSession(cookie);
  expect(found).toEqual(await session(cookie));
  if (found) await elsewhere.revokeSession(found);
  expect(await findSession(cookie)).toBeUndefined();
});

test('a session opened in another mode counts for nothing', async () => {
  const cookie = await openSession({ mode: 'entra', user: 'a@x', name: 'A', role: 'Lead', accountId: 'a' });
  expect(await findSession(cookie)).toBeUndefined();
});

test('a role that a newer version gave is read as the least, and nobody is signed out by it', async () => {
  const cookie = await open();
  await sql("UPDATE sessions SET role = 'Auditor'");
  expect(await session(cookie)).toMatchObject({ role: 'Viewer' });
  expect(log).toEqual([expect.stringMatching(/"unknown-role".*"session":"[\da-f]{8}"/)]);
  await sql('TRUNCATE sessions');
});

test('the log says why a cookie gave no session, once for each, and shows nothing of it', async () => {
  const cookies = [await open(), await open(), await open(), 'invented', undefined];
  const [signedOut = '', past = '', other = ''] = cookies;
  const ids = await Promise.all([signedOut, past, other].map(async (cookie) => (await session(cookie)).id));
  const hash = (at: number) => sha256(ids[at] ?? '');
  await revokeSession(await session(signedOut));
  await sql(`UPDATE sessions SET expires_at = now() - interval '1 second' WHERE id_hash = '${hash(1)}'`);
  await sql(`UPDATE sessions SET mode = 'entra' WHERE id_hash = '${hash(2)}'`);
  for (const cookie of [...cookies, ...cookies]) expect(await findSession(cookie)).toBeUndefined();
  const told = 'a cookie gave no session';
  expect(log.map((entry) => JSON.parse(entry))).toEqual([
    [{ session: hash(0).slice(0, 8) }, expect.stringMatching(/^a session was ended/)],
    [{ reason: 'no-row', session: hash(0).slice(0, 8) }, told],
    [{ reason: 'past-end', session: hash(1).slice(0, 8) }, told],
    [{ reason: 'other-mode', session: hash(2).slice(0, 8) }, told],
    [{ reason: 'seal' }, told],
  ]);
  for (const secret of [...ids, signedOut, past, other]) expect(log.join()).not.toContain(secret);
});

test('made-up cookies, each another, write a few lines a minute, not one each', async () => {
  const present = performance.now();
  vi.useFakeTimers({ toFake: ['performance'] }); // from zero
  vi.advanceTimersByTime(present + 120_000);
  for (let i = 0; i < 500; i++) expect(await findSession(`made-up-${i}`)).toBeUndefined();
  expect(log.length).toBe(10);
  vi.advanceTimersByTime(61_000);
  await findSession('made-up-again');
  vi.useRealTimers();
  expect(JSON.parse(log.at(-1) ?? '[]')).toEqual([{ reason: 'seal', leftOut: 490 }, 'a cookie gave no session']);
});

test('a hostile name signs in as a short one in plain letters', async () => {
  const [user, name] = ['\0\ud800\u202e\n', `\u202eAl\0ice\r\n<b>\u200b${'x'.repeat(5000)}`];
  const found = await session(await openSession({ mode: 'local', user, name, role: 'Lead', accountId: null }));
  expect(found.user).toBe('\ufffd');
  expect(found.name).toMatch(/^Alice<b>x{1,200}$/);
});

test('nobody signs in under the name of one of the sample’s people', async () => {
  const given = { mode: 'local', user: 'lea@example.com', name: 'Sample \u200blead', role: 'Lead', accountId: null } as const;
  expect((await session(await openSession(given))).name).toBe('Sample lead (lea@example.com)');
});

test('a database that cannot tell is a fault, not a signed-out person', async () => {
  const cookie = await open();
  const name = new URL(url).pathname.slice(1);
  await sql('ALTER TABLE sessions RENAME TO elsewhere');
  await expect(findSession(cookie)).rejects.toThrow();
  await sql('ALTER TABLE elsewhere RENAME TO sessions');
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}' AND pid <> pg_backend_pid()`;
  await sql(end);
  await vi.waitFor(async () => expect(await findSession(cookie)).toBeDefined()); // a new connection, and no crash
});

test('a cookie that was changed anywhere is none', async () => {
  const cookie = await open();
  for (let at = 0; at < cookie.length; at += 7) {
    const changed = `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
    expect(await findSession(changed), `character ${at}`).toBeUndefined();
  }
  const hostile = [undefined, '', 'x', 'Fe26.2**', '~2', '*'.repeat(7), '\0', 'a'.repeat(10_000)];
  for (const text of hostile) expect(await findSession(text)).toBeUndefined();
});

test('what another key sealed, or our key for another purpose, is no session', async () => {
  const { id } = await session(await open());
  const value = { purpose: 'session', id };
  const foreign = await sealData(value, { password: 'x'.repeat(43), ttl: 3600 });
  expect(await findSession(foreign)).toBeUndefined();
  expect(await findSession(await seal(dataDir, { ...value, purpose: 'sign-in-link' }, 3600))).toBeUndefined();
  expect(await findSession(await seal(dataDir, { ...value, id: '../session-key' }, 3600))).toBeUndefined();
  expect(await findSession(await seal(dataDir, value, 3600)), 'the same, whole').toBeDefined();
});

test('a damaged or missing key means signed out, and the next sign-in makes a new one', async () => {
  const cookie = await open();
  for (const damage of ['', 'short', 'a'.repeat(44), '\0'.repeat(43)]) {
    writeFileSync(keyFile(), damage);
    expect(await findSession(cookie)).toBeUndefined();
  }
  const next = await open();
  expect(await findSession(next)).toBeDefined();
  rmSync(keyFile());
  expect(await findSession(next)).toBeUndefined();
  expect(readSessionKey(dataDir)).toBeUndefined();
});

test('the key is made once, random, and shut to others', () => {
  const key = ensureSessionKey(dataDir);
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(ensureSessionKey(dataDir)).toBe(key);
  expect(readFileSync(keyFile(), 'utf8')).toBe(key);
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(keyFile())).mode & 0o777).toBe(0o700);
  expect(readdirSync(path.dirname(keyFile())), 'no half-made file is left').toEqual(['session-key']);
});

test('a key that cannot be written says so', () => {
  mkdirSync(keyFile(), { recursive: true });
  expect(() => ensureSessionKey(dataDir)).toThrow(/EISDIR|EEXIST|ENOTEMPTY/);
});
