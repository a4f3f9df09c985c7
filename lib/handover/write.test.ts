import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import { ann, lea, vic } from '@/lib/auth/fixtures';
import type { PersonPrincipal } from '@/lib/auth/model';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';
import type { Live } from './gather.server';
import { handoverMarkdown } from './markdown';
import { MOST_ITEMS } from './model';

const state = vi.hoisted(() => ({ live: undefined as Live | undefined, asks: undefined as PersonPrincipal | undefined }));
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => state.asks }));
vi.mock('@/lib/query/context.server', () => ({ openQueryAs: () => ({}) }));
vi.mock('./gather.server', () => ({ gatherLive: async () => state.live }));
const { acceptHandover, askHandover, changeHandover, draftHandover, publishHandover } = await import('./write.server');
const { readHandover, readHandovers } = await import('./read.server');
const { resolveSince } = await import('@/lib/shifts/since.server');

const at = '2026-03-10T06:00:00.0000000Z';
const open = (deviceId: string): Live['open'][number] => ({
  ...{ tool: 'AnyDesk', toolSlug: 'anydesk', deviceId, deviceName: `${deviceId}.corp`, workspace: '', owner: 'Lea' },
  ...{ verdict: 'suspicious', verdictRevision: 1, by: 'Lea', at, note: 'odd hour', ticket: null, changedSince: [] },
});
const live = (...devices: string[]): Live => ({
  shift: { name: 'Night', from: '2026-03-09T22:00:00.0000000Z', to: at },
  open: devices.map(open),
  verdictOf: () => 'new',
  facts: {
    ...{ window: { from: '2026-03-09T22:00:00.0000000Z', to: at }, engine: 'embedded', quietFrom: null, quiet: null },
    ...{ new: { total: 0, rows: [] }, changed: null, verdicts: { total: 0, rows: [] }, exclusions: { total: 0, rows: [] } },
    ...{ health: { ok: true, message: 'ready', tables: [] }, notices: ['DeviceNetworkEvents is not there.'] },
  },
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  await database.sql('TRUNCATE handovers');
  [state.live, state.asks] = [live('d1'), lea];
});

const draft = (who = lea) => draftHandover(who, async () => ({}));
const change = (body: object, who = lea) => changeHandover(who, async () => body);
const publish = (body: object, who = lea) => publishHandover(who, async () => body);
const accept = (body: object, who = ann) => acceptHandover(who, async () => body);
const published = async () => {
  const { id } = await draft();
  return await publish({ id });
};

test('a draft is written, published with what came meanwhile, accepted by somebody else, and asked about', async () => {
  const { id } = await draft();
  const edited = await change({
    id,
    summary: 'Quiet.',
    items: [{ key: 'anydesk~d1~', nextStep: 'call IT', deadline: '2026-03-11' }],
    ifRevision: 1,
  });
  expect(edited).toMatchObject({
    state: 'draft',
    revision: 2,
    summary: 'Quiet.',
    items: [{ owner: 'Lea', nextStep: 'call IT' }],
  });
  state.live = live('d1', 'd2');
  const out = await publish({ id, ifRevision: 2 });
  expect(out).toMatchObject({ state: 'published', by: 'Lea', mayAccept: false, whyNot: expect.stringMatching(/^Lea wrote/) });
  expect(out.items.map(({ key, nextStep }) => [key, nextStep])).toEqual([
    ['anydesk~d1~', 'call IT'],
    ['anydesk~d2~', ''],
  ]);
  expect(await readHandovers()).toMatchObject({ unaccepted: 1, handovers: [{ id, open: 2, unanswered: 0 }] });
  await expect(accept({ id }, lea)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(accept({ id }, vic)).rejects.toMatchObject({ kind: 'forbidden' });
  const { questions } = await askHandover(ann, async () => ({ id, text: 'Who called?' }));
  await askHandover(lea, async () => ({ id, question: questions[0]?.id, answer: 'I did.' }));
  expect(await accept({ id })).toMatchObject({
    state: 'accepted',
    acceptedBy: 'Ann',
    questions: [{ by: 'Ann', answer: 'I did.', answeredBy: 'Lea' }],
  });
  await expect(accept({ id })).rejects.toMatchObject({ kind: 'conflict' });
  expect((await readHandovers()).unaccepted).toBe(0);
  const { entries } = await readAudit({ limit: 6 });
  expect(entries.map(({ action, actor }) => `${action} ${actor.name}`)).toEqual([
    'handover.accept Ann',
    'handover.question Lea',
    'handover.question Ann',
    'handover.publish Lea',
    'handover.change Lea',
    'handover.draft Lea',
  ]);
});

test('what several questions lacked is said and counted once, in the draft, the published text and Markdown', async () => {
  const { facts } = live();
  state.live = { ...live(), facts: { ...facts, notices: ['one', 'two', 'one'] } };
  const drafted = await draft();
  expect(drafted.facts.notices).toEqual(['one', 'two']);
  const out = await publish({ id: drafted.id });
  expect(out.facts.notices).toEqual(['one', 'two']);
  expect(handoverMarkdown(out)).toContain('Left out, and why (2)');
});

test('a handover that nobody accepted is counted however many came after it', async () => {
  await published();
  await database.sql(`INSERT INTO handovers SELECT (jsonb_populate_record(h, jsonb_build_object('id', 'later-' || n, 'state', 'accepted',
    'at', '2999-01-01T00:00:00.0000000Z'))).* FROM handovers h, generate_series(1, 200) n`);
  const { handovers, unaccepted } = await readHandovers();
  expect([handovers.length, handovers.some(({ state }) => state === 'published'), unaccepted]).toEqual([200, false, 1]);
});

test('once there are 200 questions no other is taken, and each can still be answered', async () => {
  const { id } = await published();
  const one = { text: 'Who?', by: 'Ann', at, answer: null, answeredBy: null, answeredAt: null };
  const questions = JSON.stringify(Array.from({ length: 200 }, (_, i) => ({ id: `q${i}`, ...one })));
  await database.sql(`UPDATE handovers SET questions = '${questions}'`);
  await expect(askHandover(ann, async () => ({ id, text: 'And who?' }))).rejects.toMatchObject({ kind: 'bad-input' });
  const answered = await askHandover(lea, async () => ({ id, question: 'q199', answer: 'I did.' }));
  expect(answered.questions.at(-1)).toMatchObject({ answer: 'I did.', answeredBy: 'Lea' });
});

test('the one draft is brought up to the present, and what was written stays; a stale change is refused', async () => {
  const first = await draft();
  await change({ id: first.id, summary: 'Mine', ifRevision: 1 });
  await expect(change({ id: first.id, summary: 'x', ifRevision: 1 })).rejects.toMatchObject({
    kind: 'conflict',
    state: { summary: 'Mine' },
  });
  state.live = live('d1', 'd3');
  const again = await draft(ann);
  expect(again).toMatchObject({ id: first.id, summary: 'Mine', by: 'Lea' });
  expect(again.items).toHaveLength(2);
});

test('the next handover carries what is open, and is compared with the one before', async () => {
  const first = await published();
  state.live = live('d2');
  const next = await draft();
  expect(next.before).toBe(first.id);
  // Its verdict was taken back, so nobody has decided it: it is not lost.
  expect(next.items.map(({ key, carried }) => [key, carried])).toEqual([
    ['anydesk~d2~', 0],
    ['anydesk~d1~', 1],
  ]);
  expect(next.comparison).toMatchObject({
    with: first.id,
    items: [
      { key: 'anydesk~d2~', kind: 'opened' },
      { key: 'anydesk~d1~', kind: 'changed' },
    ],
  });
});

test('what was published is frozen: it is not changed, and is refused when somebody changed it in the database', async () => {
  const { id, sha256 } = await published();
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  await expect(change({ id, summary: 'x' })).rejects.toMatchObject({ kind: 'conflict' });
  await expect(publish({ id })).rejects.toMatchObject({ kind: 'conflict' });
  // What is beside the frozen text says nothing.
  await database.sql(`UPDATE handovers SET summary = 'other', items = '[]'`);
  expect(await readHandover(id)).toMatchObject({ summary: '', items: [{ key: 'anydesk~d1~' }] });
  await database.sql(`UPDATE handovers SET frozen = replace(frozen, 'odd hour', 'all good')`);
  await expect(readHandover(id)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/SHA-256 differs/),
  });
});

test('“new since” a handover is since it was published', async () => {
  const { id, publishedAt } = await published();
  expect(await resolveSince(ann, `handover:${id}`, at, at)).toEqual({ since: publishedAt, notices: [] });
  expect((await resolveSince(ann, 'handover:0', at, at)).notices[0]?.message).toMatch(/no such handover/);
});

test('a Viewer reads and writes nothing; the one user of local mode accepts their own', async () => {
  await expect(draft(vic)).rejects.toMatchObject({ kind: 'forbidden' });
  const local = { ...lea, user: 'local' };
  const { id } = await publish({ id: (await draft(local)).id }, local);
  expect(await accept({ id }, local)).toMatchObject({ state: 'accepted' });
});

test.each([
  [{ items: [{ key: 'gone', done: true }] }, 'items'],
  [{ items: [{ nextStep: 'x' }] }, 'items'],
  [{ items: [{ title: ' ' }] }, 'items.0.title'],
  [{ items: [{ title: 'a', deadline: 'soon' }] }, 'items.0.deadline'],
  [{ summary: '\0' }, 'summary'],
])('%j is refused by its field', async (body, field) => {
  const { id } = await draft();
  await expect(change({ id, ...body })).rejects.toMatchObject({ kind: 'bad-input', fields: { [field]: expect.any(String) } });
});

test('in Markdown, names and notes that attackers wrote are text: no table, heading, link or HTML of theirs', async () => {
  const hostile = '[x](https://evil.example)|<img src=x>\n# Accepted by *Ann*\u202e';
  state.live = { ...live('d1'), open: [{ ...open('d1'), deviceName: hostile }] };
  const { id } = await draft();
  await change({
    id,
    summary:
      '**Quiet** <b>night</b> [a](javascript:alert(1)) [b](https://w.example) \u202ez\n\n[c][e] ![p](https://w.example/p.png)\n\n[e]: javascript:alert(1)\n\n```\nopen',
    items: [{ key: 'anydesk~d1~', nextStep: hostile }],
  });
  const text = handoverMarkdown(await publish({ id }));
  expect(text).toContain('**Quiet** &lt;b>night&lt;/b> [a]\\(javascript:alert(1)) [b](https://w.example) z');
  expect(text).toContain(
    '[c][e] \\![p](https://w.example/p.png)\n\n\\[e]: javascript:alert(1)\n\n```\nopen\n```\n\n## Open items',
  );
  expect(text).toContain('DeviceNetworkEvents is not there\\.');
  expect(text).not.toMatch(/\]\(https:(?!\/\/w\.)|<img|\u202e|^# Accepted/m);
  const row = text.split('\n').find((line) => line.includes('AnyDesk'));
  expect(row?.match(/(?<!\\)\|/g)).toHaveLength(6);
});

test('the list counts what is overdue in the newest handover, to which it was carried over', async () => {
  const { id } = await draft();
  await change({ id, items: [{ key: 'anydesk~d1~', deadline: '2026-03-01' }] });
  expect(await readHandovers()).toMatchObject({ handovers: [{ open: 1, overdue: 1 }] });
  await publish({ id });
  await draft();
  const { handovers: listed } = await readHandovers();
  expect(listed.map(({ state, overdue }) => [state, overdue])).toEqual([
    ['draft', 1],
    ['published', 0],
  ]);
});

test('a full handover takes no more items', async () => {
  const { id } = await draft();
  const more = (count: number) => change({ id, items: Array.from({ length: count }, (_, i) => ({ title: `item ${i}` })) });
  await more(MOST_ITEMS - 1);
  await expect(more(1)).rejects.toMatchObject({ kind: 'bad-input', message: expect.stringContaining(`${MOST_ITEMS} items`) });
  expect((await change({ id, items: [{ key: 'anydesk~d1~', done: true }] })).items).toHaveLength(MOST_ITEMS);
});
