import { expect, test, vi } from 'vitest';
import { Stale } from '@/lib/engines/azure/tries';
import type { Identity, QueryResult } from '@/lib/engines/engine';
import { tableSchemas } from '@/lib/kql/schemas';
import { Fault } from '@/lib/shared/errors';
import { identity, workspace } from './fixtures';
import { Workspaces } from './workspaces';

const MINUTE = 60_000;
const named = /Workspace = '(\w+)'/g;
type Asked = { workspace: { name: string }; kql: string; once: boolean };
type Answer = (asked: Asked, names: string[], who: Identity) => Promise<QueryResult>;

const answer = (rows: QueryResult['rows']): QueryResult => ({ columns: [], rows, partial: [], cut: false });
/** Each workspace that the query names has one table. */
const plain: Answer = async (_, names) => answer(names.map((name) => [name, 'DeviceInfo', '["0 datetime Timestamp"]']));

function scene(names: string[], given: Answer = plain) {
  const clock = { at: 1000, now: () => clock.at };
  const ask = vi.fn((asked: Asked, who: Identity) => {
    return given(asked, [...new Set([...asked.kql.matchAll(named)].map(([, name = '']) => name))], who);
  });
  return {
    clock,
    ask,
    workspaces: new Workspaces(
      names.map((name) => workspace(name)),
      ask,
      clock,
    ),
  };
}
const tablesOf = async (workspaces: Workspaces, who = identity()) =>
  Object.fromEntries((await workspaces.holdings(who)).map(({ workspace: { name }, tables }) => [name, tables]));
const refuse = (kind: Fault['kind']) => Promise.reject(new Stale(new Fault(kind, 'no')));

test('all workspaces are looked at by one query, for all who ask meanwhile', async () => {
  const { ask, workspaces } = scene(['contoso', 'fabrikam']);
  const answers = await Promise.all([tablesOf(workspaces), tablesOf(workspaces), tablesOf(workspaces)]);
  const tables = new Map([['DeviceInfo', [{ name: 'Timestamp', type: 'datetime' }]]]);
  expect(answers[0]).toEqual({ contoso: tables, fabrikam: tables });
  expect(answers[2]).toEqual(answers[0]);
  expect(ask).toHaveBeenCalledTimes(1);
  expect(ask.mock.calls[0]?.[0]).toMatchObject({
    once: true,
    kql: expect.stringContaining("(workspace('fabrikam-id').DeviceNetworkEvents | getschema |"),
  });
});

test('one alone is asked by its tables’ own names, with patience; columns come in their order', async () => {
  const { ask, workspaces } = scene(['contoso'], async () =>
    answer([['contoso', 'DeviceInfo', '["10 long Last one","3 System.Unheard Odd","2 string First"]']]),
  );
  const { contoso } = await tablesOf(workspaces);
  expect(contoso).toEqual(
    new Map([
      [
        'DeviceInfo',
        [
          { name: 'First', type: 'string' },
          { name: 'Last one', type: 'long' },
        ],
      ],
    ]),
  );
  expect(ask.mock.calls[0]?.[0]).toMatchObject({
    once: false,
    kql: expect.stringMatching(/^union isfuzzy=true \(DeviceProcessEvents \| getschema/),
  });
});

test('it is remembered for 10 minutes, by scope', async () => {
  const { ask, clock, workspaces } = scene(['contoso']);
  await tablesOf(workspaces);
  clock.at += 10 * MINUTE - 1;
  await tablesOf(workspaces);
  expect(ask).toHaveBeenCalledTimes(1);
  await tablesOf(workspaces, identity('bob'));
  expect(ask).toHaveBeenCalledTimes(2);
  clock.at += 2;
  await tablesOf(workspaces);
  expect(ask).toHaveBeenCalledTimes(3);
});

test('where one refuses each is asked by itself; the refusal is remembered for a minute, and then it alone is asked', async () => {
  const { ask, clock, workspaces } = scene(['contoso', 'fabrikam'], (asked, names, who) =>
    names.includes('fabrikam') ? refuse('forbidden') : plain(asked, names, who),
  );
  expect(await tablesOf(workspaces)).toEqual({
    contoso: new Map([['DeviceInfo', expect.anything()]]),
    fabrikam: expect.objectContaining({ kind: 'forbidden' }),
  });
  expect(ask).toHaveBeenCalledTimes(3);
  clock.at += MINUTE + 1;
  await tablesOf(workspaces);
  expect(ask).toHaveBeenCalledTimes(4);
  expect(ask.mock.calls[3]?.[0].kql).not.toContain('contoso');
});

test('one of which nothing is found is asked by itself: it has nothing, refuses, or cannot read the question', async () => {
  const { workspaces } = scene(['contoso', 'empty', 'gone', 'odd'], (asked, names, who) => {
    if (names.length > 1) return plain(asked, ['contoso'], who);
    if (names[0] === 'odd') return Promise.reject(new Fault('bad-input', 'A property is missing.'));
    return refuse(names[0] === 'gone' ? 'not-found' : 'bad-input');
  });
  expect(await tablesOf(workspaces)).toEqual({
    contoso: new Map([['DeviceInfo', expect.anything()]]),
    empty: new Map(),
    gone: expect.objectContaining({ kind: 'not-found' }),
    odd: expect.objectContaining({ kind: 'unavailable', message: 'A property is missing.' }),
  });
});

test('a table that keeps the others from answering is taken to be as it is described, and the others as they are', async () => {
  const { workspaces } = scene(['contoso', 'down'], (asked, names, who) => {
    if (names.includes('down') || asked.kql.includes('DeviceNetworkEvents'))
      return Promise.reject(new Fault('unavailable', '502'));
    if (asked.kql.includes('DeviceInfo')) return plain(asked, names, who);
    return refuse('bad-input');
  });
  expect(await tablesOf(workspaces)).toEqual({
    contoso: new Map([
      ['DeviceNetworkEvents', tableSchemas.find(({ name }) => name === 'DeviceNetworkEvents')?.columns],
      ['DeviceInfo', [{ name: 'Timestamp', type: 'datetime' }]],
    ]),
    down: expect.objectContaining({ kind: 'unavailable', message: '502' }),
  });
});

test.each([[['contoso']], [['contoso', 'fabrikam']]])('a lost sign-in is its own session’s alone: %j', async (names) => {
  const lost = identity('ada');
  const { workspaces } = scene(names, async (asked, found, who) => {
    if (who === lost) throw new Fault('unauthenticated', 'Sign in again.');
    return plain(asked, found, who);
  });
  const [first, other] = [workspaces.holdings(lost), workspaces.holdings(identity('ada'))];
  await expect(first).rejects.toMatchObject({ kind: 'unauthenticated' });
  expect(await other).toHaveLength(names.length);
  await expect(workspaces.holdings(lost)).resolves.toHaveLength(names.length); // another session of the same rights has looked
});

test('what fails for no reason of Azure’s is thrown and not remembered', async () => {
  let isBroken = true;
  const { workspaces } = scene(['contoso', 'fabrikam'], async (...asked) => {
    if (isBroken) throw new TypeError('a bug');
    return plain(...asked);
  });
  await expect(workspaces.holdings(identity())).rejects.toThrow('a bug');
  isBroken = false;
  await expect(workspaces.holdings(identity())).resolves.toHaveLength(2);
});

test('each of many people keeps what was found in each of a hundred workspaces', async () => {
  const { ask, workspaces } = scene(Array.from({ length: 100 }, (_, i) => `w${i}`));
  for (const round of [1, 2]) {
    for (let i = 0; i < 60; i += 1) await workspaces.holdings(identity(`analyst ${i}`));
    expect(ask, `round ${round}`).toHaveBeenCalledTimes(60);
  }
});

test('what is forgotten is asked anew, once', async () => {
  const { ask, workspaces } = scene(['contoso']);
  const wrong = await workspaces.holdings(identity());
  workspaces.forget(identity(), wrong);
  const asked = workspaces.holdings(identity());
  workspaces.forget(identity(), wrong); // another query that was planned on the same
  await Promise.all([asked, workspaces.holdings(identity())]);
  workspaces.forget(identity(), wrong);
  await tablesOf(workspaces);
  expect(ask).toHaveBeenCalledTimes(2);
});
