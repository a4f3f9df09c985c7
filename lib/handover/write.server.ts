import 'server-only';
import { desc, eq, isNotNull } from 'drizzle-orm';
import { z } from 'zod';
import { type Principal, userOf } from '@/lib/auth/model';
import { requireRevision } from '@/lib/auth/revision';
import { authorise, type Change, write } from '@/lib/auth/write.server';
import { openQueryAs } from '@/lib/query/context.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { formatMinute } from '@/lib/shared/format';
import { randomId } from '@/lib/shared/ids';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { handovers } from '@/lib/store/schema';
import { gatherLive, type Live } from './gather.server';
import { carryOver, changeItems } from './items';
import { type Handover, idInput, MOST_ITEMS, MOST_QUESTIONS, patchInput, questionInput } from './model';
import { answerOf, plainAnswer, whyNotAccept } from './read.server';
import { aboutOf, contentOf, type HandoverRow, itemsOf, questionsOf, sealText } from './row';

const emptyInput = z.object({});
type IdInput = z.infer<typeof idInput>;

const named = (row: HandoverRow) => `${aboutOf(row).shift.name}, ${formatMinute(row.at)}`;

/** The one draft that is open, or a new one, with the live state of this moment. */
const draft = (live: Live): Change<object, HandoverRow> => ({
  action: 'handover.draft',
  role: 'Analyst',
  input: emptyInput,
  run: async (tx, _, principal) => {
    await lockAll(tx);
    const [open] = await tx.select().from(handovers).where(eq(handovers.state, 'draft'));
    const before = await lastPublished(tx);
    const items = carryOver(before ? contentOf(before).items : [], live.open, open ? itemsOf(open) : [], live.verdictOf);
    const made = { shift: live.shift, items, facts: live.facts, before: before?.id ?? null };
    const row: HandoverRow = open
      ? { ...open, ...made, revision: open.revision + 1 }
      : { ...blankDraft, ...made, id: randomId(), revision: 1, by: principal.name, byId: userOf(principal), at: now() };
    await tx.insert(handovers).values(row).onConflictDoUpdate({ target: handovers.id, set: row });
    return { result: row, subject: named(row), detail: { id: row.id, items: items.length } };
  },
});

/** Changes the words and items of a draft. An item without a key is new. */
const change: Change<z.infer<typeof patchInput>, HandoverRow> = {
  action: 'handover.change',
  role: 'Analyst',
  input: patchInput,
  run: async (tx, { id, summary, items: patches, ifRevision }, principal) => {
    const before = await findDraft(tx, id);
    requireRevision(ifRevision, plainAnswer(before, principal), 'The handover');
    const { items, unknown } = changeItems(itemsOf(before), patches, () => `free~${randomId()}`);
    const [gone] = unknown;
    if (gone !== undefined)
      throw new Fault('bad-input', `items: there is no item “${gone}”.`, { fields: { items: 'names none' } });
    if (patches.some(({ key }) => key === undefined) && items.length > MOST_ITEMS)
      throw new Fault('bad-input', `items: a handover with ${MOST_ITEMS} items takes no more.`, {
        fields: { items: 'are too many' },
      });
    const untitled = items.some(({ sighting, title }) => sighting === null && title === '');
    if (untitled) throw new Fault('bad-input', 'items: a new item needs a title.', { fields: { items: 'needs a title' } });
    const row = { ...before, summary: summary ?? before.summary, items, revision: before.revision + 1 };
    await tx.update(handovers).set(row).where(eq(handovers.id, id));
    const detail = { id, items: patches, ...(summary !== undefined && { summary: { characters: summary.length } }) };
    return { result: row, subject: named(row), detail };
  },
};

/** Freezes the draft with the live state that was read just before the transaction. Throws a Fault `conflict` for what is published. */
const publish = (live: Live): Change<IdInput, HandoverRow> => ({
  action: 'handover.publish',
  role: 'Analyst',
  input: idInput,
  run: async (tx, { id, ifRevision }, principal) => {
    await lockAll(tx);
    const drafted = await findDraft(tx, id);
    requireRevision(ifRevision, plainAnswer(drafted, principal), 'The handover');
    const before = await lastPublished(tx);
    const items = carryOver(before ? contentOf(before).items : [], live.open, itemsOf(drafted), live.verdictOf);
    const { shift, facts } = live;
    const [by, byId, publishedAt] = [principal.name, userOf(principal), now()];
    const said = { id, shift, by, publishedAt, before: before?.id ?? null, summary: drafted.summary, items, facts };
    const kept = sealText({ format: 1, ...said });
    const row: HandoverRow = { ...drafted, ...said, byId, ...kept, state: 'published', revision: drafted.revision + 1 };
    await tx.update(handovers).set(row).where(eq(handovers.id, id));
    const open = items.filter(({ done }) => !done).length;
    return { result: row, subject: named(row), detail: { id, open, sha256: kept.sha256 } };
  },
});

/** Throws Faults: `bad-input` for a draft, `conflict` for what is accepted, `forbidden` for whoever published it. */
const accept: Change<IdInput, HandoverRow> = {
  action: 'handover.accept',
  role: 'Analyst',
  input: idInput,
  run: async (tx, { id, ifRevision }, principal) => {
    const before = await find(tx, id);
    requireRevision(ifRevision, plainAnswer(before, principal), 'The handover');
    if (before.state === 'draft') throw new Fault('bad-input', 'This handover is a draft. It is accepted once it is published.');
    if (before.state === 'accepted')
      throw new Fault('conflict', `${before.acceptedBy} has accepted this handover.`, { state: plainAnswer(before, principal) });
    const why = whyNotAccept(before, principal);
    if (why !== null) throw new Fault('forbidden', why);
    const acceptance = { acceptedBy: principal.name, acceptedById: userOf(principal), acceptedAt: now() };
    const row = { ...before, ...acceptance, state: 'accepted', revision: before.revision + 1 };
    await tx.update(handovers).set(row).where(eq(handovers.id, id));
    return { result: row, subject: named(row), detail: { id, sha256: row.sha256 } };
  },
};

const ask: Change<z.infer<typeof questionInput>, HandoverRow> = {
  action: 'handover.question',
  role: 'Analyst',
  input: questionInput,
  run: async (tx, { id, text, question, answer }, principal) => {
    const before = await find(tx, id);
    if (before.state === 'draft') throw new Fault('bad-input', 'This handover is a draft. Questions come once it is published.');
    const [by, at, questions] = [principal.name, now(), questionsOf(before)];
    const asked = questions.find((one) => one.id === question);
    if (question !== undefined && asked === undefined) throw new Fault('not-found', 'There is no such question.');
    if (asked?.answer) throw new Fault('conflict', `${asked.answeredBy} has answered this question.`);
    const field = asked === undefined ? 'text' : 'answer';
    if ((asked === undefined ? text : answer) === undefined)
      throw new Fault('bad-input', `${field}: must not be empty`, { fields: { [field]: 'must not be empty' } });
    if (asked === undefined && questions.length >= MOST_QUESTIONS)
      throw new Fault('bad-input', `There are ${MOST_QUESTIONS} questions already.`);
    const next =
      asked === undefined
        ? [...questions, { id: randomId(), text: text ?? '', by, at, answer: null, answeredBy: null, answeredAt: null }]
        : questions.map((one) => (one === asked ? { ...one, answer: answer ?? '', answeredBy: by, answeredAt: at } : one));
    const row = { ...before, questions: next, revision: before.revision + 1 };
    await tx.update(handovers).set(row).where(eq(handovers.id, id));
    return { result: row, subject: named(row), detail: { id, ...(asked ? { question, answer } : { text }) } };
  },
};

/** `POST /api/handovers`: begins a handover from live state, or brings the open draft up to it; what was written in that stays. */
export async function draftHandover(principal: Principal, read: () => Promise<unknown>, signal?: AbortSignal): Promise<Handover> {
  authorise(principal, 'Analyst');
  const live = await gatherNow(principal, signal);
  return await answerOf(await write(principal, draft(live), read), principal);
}

/** `PATCH /api/handovers/{id}` `{summary?, items?, ifRevision?}`, of a draft. Throws Faults as `write`, `not-found` and `conflict`. */
export async function changeHandover(principal: Principal, read: () => Promise<unknown>): Promise<Handover> {
  return await answerOf(await write(principal, change, read), principal);
}

/** `POST /api/handovers/{id}/publish`: with the live state of this moment, so that nothing of the last minutes is lost; it is frozen. */
export async function publishHandover(
  principal: Principal,
  read: () => Promise<unknown>,
  signal?: AbortSignal,
): Promise<Handover> {
  authorise(principal, 'Analyst');
  const live = await gatherNow(principal, signal);
  return await answerOf(await write(principal, publish(live), read), principal);
}

/** `POST /api/handovers/{id}/accept`, by somebody else than its author. */
export async function acceptHandover(principal: Principal, read: () => Promise<unknown>): Promise<Handover> {
  return await answerOf(await write(principal, accept, read), principal);
}

/** `POST /api/handovers/{id}/questions` `{text}` asks, `{question, answer}` answers. */
export async function askHandover(principal: Principal, read: () => Promise<unknown>): Promise<Handover> {
  return await answerOf(await write(principal, ask, read), principal);
}

async function gatherNow(principal: Principal, signal?: AbortSignal): Promise<Live> {
  const before = await withDatabase(lastPublished);
  return await gatherLive(openQueryAs(principal, signal), before?.publishedAt ?? null);
}

/** Only one draft may exist at a time, and publications happen one after the other. */
const lockAll = (tx: Transaction) => tx.execute('LOCK TABLE handovers IN SHARE ROW EXCLUSIVE MODE');

async function lastPublished(tx: Pick<Transaction, 'select'>): Promise<HandoverRow | undefined> {
  const published = tx.select().from(handovers).where(isNotNull(handovers.publishedAt));
  return (await published.orderBy(desc(handovers.publishedAt)).limit(1))[0];
}

async function find(tx: Transaction, id: string): Promise<HandoverRow> {
  const [row] = await tx.select().from(handovers).where(eq(handovers.id, id)).for('update');
  if (row === undefined) throw new Fault('not-found', 'There is no such handover.');
  return row;
}

async function findDraft(tx: Transaction, id: string): Promise<HandoverRow> {
  const row = await find(tx, id);
  if (row.state !== 'draft')
    throw new Fault('conflict', 'This handover is published, so it is not changed any more. Ask a question instead.');
  return row;
}

const blankDraft = {
  ...{ state: 'draft', summary: '', frozen: null, sha256: null, publishedAt: null, questions: [] },
  ...{ acceptedBy: null, acceptedById: null, acceptedAt: null },
};
