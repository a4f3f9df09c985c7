import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { Problem, problemOf } from '@/components/ui/fetch';
import { type ChangeOptions, sendOptions, undoOptions } from './change-options';
import { expected } from './expected';
import { failureOf } from './failure';

interface Page {
  rows: { id: number; verdict: string }[];
}
const before: Page = {
  rows: [
    { id: 1, verdict: 'new' },
    { id: 2, verdict: 'new' },
  ],
};

function clientWith(data: Page): QueryClient {
  const client = new QueryClient();
  client.setQueryData(['sightings', 'last=5d'], data);
  client.setQueryData(['sightings', 'last=7d'], data);
  client.setQueryData(['hunts'], { rows: 'others' });
  return client;
}
const verdicts = (client: QueryClient, query = 'last=5d') =>
  client
    .getQueryData<Page>(['sightings', query])
    ?.rows.map(({ verdict }) => verdict)
    .join();

/** A change of a row’s verdict. The test decides how the server answers. */
const change = (send: () => Promise<string>, undo = async (_undoId: string) => {}): ChangeOptions<number, string> => ({
  send,
  undo,
  expected: (id) => [
    expected<Page>(['sightings'], ({ rows }) => ({
      rows: rows.map((row) => (row.id === id ? { ...row, verdict: 'approved' } : row)),
    })),
  ],
  stale: [['sightings']],
  notDone: 'The verdict was not saved',
});

test('a change is shown at once in every answer that holds it, and asked anew when the server has answered', async () => {
  const client = clientWith(before);
  const shown: (string | undefined)[] = [];
  const send = async () => {
    shown.push(verdicts(client), verdicts(client, 'last=7d'));
    return 'undo-1';
  };
  expect(await new MutationObserver(client, sendOptions(client, change(send))).mutate(1)).toBe('undo-1');
  expect(shown).toEqual(['approved,new', 'approved,new']);
  expect(client.getQueryState(['sightings', 'last=5d'])?.isInvalidated).toBe(true);
  expect(client.getQueryState(['hunts'])?.isInvalidated).toBe(false);
  expect(before.rows[0]?.verdict, 'what was held is not changed in place').toBe('new');
});

test('a change is made once the server has answered, however long the queries take that are asked anew', async () => {
  const client = clientWith(before);
  const queryKey = ['sightings', 'last=5d'];
  const screen = new QueryObserver(client, { queryKey, queryFn: () => new Promise<Page>(() => {}), staleTime: Infinity });
  const leave = screen.subscribe(() => {});
  expect(
    await new MutationObserver(
      client,
      sendOptions(
        client,
        change(async () => 'undo-1'),
      ),
    ).mutate(1),
  ).toBe('undo-1');
  expect(client.getQueryState(queryKey)?.fetchStatus).toBe('fetching');
  leave();
});

test('a change that is refused is taken back; what came meanwhile stays', async () => {
  const client = clientWith(before);
  const newer: Page = { rows: [{ id: 1, verdict: 'malicious' }] };
  const send = async () => {
    client.setQueryData(['sightings', 'last=7d'], newer);
    throw new Problem(409, 'Conflict', 'Changed.', { current: { revision: 2 } });
  };
  await expect(new MutationObserver(client, sendOptions(client, change(send))).mutate(1)).rejects.toThrow('Changed');
  expect([verdicts(client), verdicts(client, 'last=7d')]).toEqual(['new,new', 'malicious']);
});

test('an answer from before the change that is still on its way is dropped', async () => {
  const client = clientWith(before);
  let arrive = (_: Page) => {};
  const fetching = client
    .fetchQuery({ queryKey: ['sightings', 'last=5d'], queryFn: () => new Promise<Page>((resolve) => (arrive = resolve)) })
    .catch(() => 'cancelled');
  let during: string | undefined;
  const send = async () => {
    arrive(before);
    await fetching;
    during = verdicts(client);
    return '';
  };
  await new MutationObserver(client, sendOptions(client, change(send))).mutate(1);
  expect(during).toBe('approved,new');
});

test('a question that is first asked while the change is on its way is asked anew once the change is made', async () => {
  const client = new QueryClient();
  const stored = { verdict: 'new' };
  let answer = () => {};
  const queryFn = async () => {
    const { verdict } = stored;
    if (verdict === 'new') await new Promise<void>((resolve) => (answer = resolve));
    return { rows: [{ id: 1, verdict }] };
  };
  const panel = new QueryObserver<Page>(client, { queryKey: ['sightings', 'first'], queryFn });
  let leave = () => {};
  const send = async () => {
    leave = panel.subscribe(() => undefined); // the panel opens, and the server reads before it stores
    await Promise.resolve();
    stored.verdict = 'approved';
    return 'undo-1';
  };
  const changed = new MutationObserver(client, sendOptions(client, change(send))).mutate(1);
  await vi.waitFor(() => expect(stored.verdict).toBe('approved'));
  answer();
  await changed;
  await vi.waitFor(() => expect(verdicts(client, 'first')).toBe('approved'));
  leave();
});

test('taking back sends what the change gave, and asks anew', async () => {
  const client = clientWith(before);
  const undone: string[] = [];
  const options = change(
    async () => '',
    async (undoId) => void undone.push(undoId),
  );
  await new MutationObserver(client, undoOptions(client, options)).mutate('undo-1');
  expect([undone, client.getQueryState(['sightings', 'last=5d'])?.isInvalidated]).toEqual([['undo-1'], true]);
});

test.each([
  [0, '', 'unreached', true, /cannot be reached/],
  [400, 'tool: missing', 'invalid', false, /^tool: missing$/],
  [401, 'You are not signed in', 'signed-out', true, /Sign in in another tab.*nothing on this page is lost/],
  [403, 'This takes the role Lead', 'refused', false, /role Lead/],
  [404, 'No such import', 'gone', false, /No such/],
  [409, 'Changed by somebody else', 'conflict', false, /somebody else/],
  [429, 'Too many questions', 'unavailable', true, /Too many/],
  [503, 'The database cannot be reached', 'unavailable', true, /database/],
  [500, '', 'broken', true, /log says what/],
  [418, 'Teapot', 'broken', true, /Teapot/],
])('%i is told as what it is', (status, detail, kind, canRetry, words) => {
  const failure = failureOf(new Problem(status, 'Title', detail), 'The verdict was not saved');
  expect(failure).toMatchObject({ kind, canRetry, title: 'The verdict was not saved', detail: expect.stringMatching(words) });
});

test('a conflict brings the state of the server, a bad input its fields', async () => {
  const answer = (status: number, body: object) => problemOf(new Response(JSON.stringify(body), { status }));
  const conflict = await answer(409, { title: 'Conflict', detail: 'x', current: { revision: 3 } });
  expect(failureOf(conflict, '').current).toEqual({ revision: 3 });
  const invalid = await answer(400, { title: 'Bad request', detail: 'x', fields: { where: 'missing' } });
  expect(failureOf(invalid, '').fields).toEqual({ where: 'missing' });
  expect(failureOf(await answer(502, ['gateway']), '')).toMatchObject({ kind: 'broken', canRetry: true, fields: {} });
});

test('a bug of the page is told as one', () => {
  expect(failureOf(new TypeError('x is undefined'), 'The verdict was not saved')).toMatchObject({
    kind: 'broken',
    detail: 'x is undefined',
  });
});
