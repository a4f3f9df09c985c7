import { expect, test, vi } from 'vitest';
import type { Identity } from '@/lib/engines/engine';
import type { Column } from '@/lib/engines/model';
import { tableSchemas } from '@/lib/kql/schemas';
import type { Workspace } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';
import { Stale } from './ask';
import { identity, workspace } from './fixtures';
import { Workspaces } from './workspaces';

const MINUTE = 60_000;
const TABLES = tableSchemas.length;
const columns: Column[] = [{ name: 'Timestamp', type: 'datetime' }];

function scene(
  answer: (workspace: Workspace, kql: string, who: Identity) => Promise<Column[]> = async () => columns,
  names = ['contoso'],
) {
  const clock = { at: 1000, now: () => clock.at };
  const ask = vi.fn(answer);
  const workspaces = new Workspaces(
    names.map((name) => workspace(name)),
    ask,
    clock,
  );
  return { clock, ask, workspaces };
}

test('each table of each workspace is looked at once, for all who ask meanwhile', async () => {
  const { ask, workspaces } = scene(undefined, ['contoso', 'fabrikam']);
  const answers = await Promise.all([
    workspaces.holdings(identity()),
    workspaces.holdings(identity()),
    workspaces.holdings(identity()),
  ]);
  expect(answers[0]?.map((held) => held.workspace.name)).toEqual(['contoso', 'fabrikam']);
  expect(answers[1]).toEqual(answers[0]);
  expect(ask).toHaveBeenCalledTimes(2 * TABLES);
  expect(ask.mock.calls.map(([{ name }, kql]) => `${name}: ${kql}`)).toContain('fabrikam: DeviceInfo | take 0');
});

test('it is remembered for 10 minutes, by scope', async () => {
  const { ask, clock, workspaces } = scene();
  await workspaces.holdings(identity('ada'));
  clock.at += 10 * MINUTE - 1;
  await workspaces.holdings(identity('ada'));
  expect(ask).toHaveBeenCalledTimes(TABLES);
  await workspaces.holdings(identity('bob'));
  expect(ask).toHaveBeenCalledTimes(2 * TABLES);
  clock.at += 2;
  await workspaces.holdings(identity('ada'));
  expect(ask).toHaveBeenCalledTimes(3 * TABLES);
});

test('a table that is not there, one that refuses and one that is fine are told apart; a refusal is remembered for a minute', async () => {
  const { ask, clock, workspaces } = scene(async (_, kql) => {
    if (kql.startsWith('DeviceInfo')) throw new Stale(new Fault('bad-input', 'no such table'));
    if (kql.startsWith('DeviceNetworkEvents')) throw new Stale(new Fault('forbidden', 'no'));
    return columns;
  });
  const [held] = await workspaces.holdings(identity());
  expect(held?.tables.get('DeviceProcessEvents')).toEqual(columns);
  expect(held?.tables.get('DeviceInfo')).toBeNull();
  expect(held?.tables.get('DeviceNetworkEvents')).toMatchObject({ kind: 'forbidden' });
  clock.at += MINUTE + 1;
  await workspaces.holdings(identity());
  expect(ask).toHaveBeenCalledTimes(2 * TABLES);
});

test('a lost sign-in is its own session’s alone', async () => {
  const lost = identity('ada');
  const { ask, workspaces } = scene(async (_, __, who) => {
    if (who === lost) throw new Fault('unauthenticated', 'Sign in again.');
    return columns;
  });
  const [first, other] = [workspaces.holdings(lost), workspaces.holdings(identity('ada'))];
  await expect(first).rejects.toMatchObject({ kind: 'unauthenticated' });
  expect(await other).toHaveLength(1);
  await expect(workspaces.holdings(lost)).resolves.toHaveLength(1); // another session of the same rights has looked
  expect(ask).toHaveBeenCalledTimes(2 * TABLES);
});

test('what fails for no reason of Azure’s is thrown and not remembered', async () => {
  let isBroken = true;
  const { workspaces } = scene(async () => {
    if (isBroken) throw new TypeError('a bug');
    return columns;
  });
  await expect(workspaces.holdings(identity())).rejects.toThrow('a bug');
  isBroken = false;
  await expect(workspaces.holdings(identity())).resolves.toHaveLength(1);
});

test('forgotten is asked anew', async () => {
  const { ask, workspaces } = scene();
  await workspaces.holdings(identity());
  workspaces.forget(identity());
  await workspaces.holdings(identity());
  expect(ask).toHaveBeenCalledTimes(2 * TABLES);
});
