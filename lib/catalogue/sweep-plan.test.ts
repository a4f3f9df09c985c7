import { describe, expect, test } from 'vitest';
import type { Coverage } from '@/lib/engines/model';
import type { Where } from '@/lib/exclusions/model';
import { aHunt } from '@/lib/hunts/fixtures';
import { cutHunt } from '@/lib/kql/cut/cut';
import { type Signal, tableOfSignal } from '@/lib/tables/tables';
import type { CompiledCatalogue } from './compiled';
import { SweepPlan } from './sweep-plan';

const window = { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-10T12:00:00.0000000Z' };
const earlier = { from: '2026-02-03T12:00:00.0000000Z', to: '2026-03-05T11:59:59.9999999Z' };

function entry(tool: string, signal: Signal, id: string, query?: string) {
  const seen = `${tableOfSignal[signal]} | where Timestamp > ago(5d) | where DeviceName has '${id}' | summarize count() by DeviceId`;
  return { hunt: aHunt(tool, signal, id), cut: cutHunt(query ?? seen) };
}
const hunts = [
  entry('AnyDesk', 'process', 'a'),
  entry('RealVNC', 'process', 'b'),
  entry('RealVNC', 'network', 'c'),
  entry('Atera', 'process', 'd', 'DeviceInfo | where Timestamp > ago(5d) | summarize count() by DeviceId'),
];
const compiled: CompiledCatalogue = { revision: 1, hunts, refused: [], outdated: [], fileFaults: [], toolSlugs: new Set() };
const covered = (missing: string[] = [], workspaces: string[] = []): Coverage => ({
  tables: Object.values(tableOfSignal).map((name) => ({ name, present: !missing.includes(name), timeColumn: 'Timestamp' })),
  workspaces,
  notices: [],
});
const basis = { compiled, coverage: covered(), window, askedOf: ['embedded', 'local', '1'] };
const planOf = (change: Partial<typeof basis> = {}) => new SweepPlan({ ...basis, ...change });

test('each table is asked once, with the hunts that read it; its labels lead back to them', () => {
  const plan = planOf();
  expect(plan.tables.map(({ table, signal }) => [table, signal])).toEqual([
    ['DeviceProcessEvents', 'process'],
    ['DeviceNetworkEvents', 'network'],
  ]);
  const processes = plan.table('DeviceProcessEvents');
  expect(processes?.huntsOf('h0anydesk,h1realvnc,').map(({ id }) => id)).toEqual(['a', 'b']);
  expect(processes?.source()).toContain("'h1realvnc,'");
});

test('what no sweep asks is said: a table that is not there, a hunt that reads no event table', () => {
  const plan = planOf({ coverage: covered(['DeviceNetworkEvents']) });
  expect(plan.table('DeviceNetworkEvents')).toBeUndefined();
  expect(plan.notices).toEqual([
    { kind: 'skipped', huntId: 'd', message: expect.stringContaining('it reads DeviceInfo, which has no signal') },
    {
      kind: 'missing-table',
      table: 'DeviceNetworkEvents',
      message: expect.stringMatching(/^DeviceNetworkEvents is not there, so 1 hunt was not asked/),
    },
  ]);
});

test('the hunts of a catalogue are sorted by their tables once, for all plans', () => {
  let looks = 0;
  const watched = hunts.map(({ hunt, cut }) => ({
    hunt,
    get cut() {
      looks += 1;
      return cut;
    },
  }));
  const first = planOf({ compiled: { ...compiled, hunts: watched } });
  const before = looks;
  const second = new SweepPlan({ ...basis, compiled: first.compiled, window: earlier });
  expect(looks).toBe(before);
  expect(before).toBeGreaterThan(0);
  expect(second.notices).toEqual(first.notices);
  expect(second.tables.map(({ table }) => table)).toEqual(first.tables.map(({ table }) => table));
});

test('a plan with some of the hunts keeps their labels, so that one answer can be read by another plan', () => {
  const some = planOf().only(({ tool }) => tool === 'RealVNC');
  const source = some.table('DeviceProcessEvents')?.source({ where: "DeviceId == 'x'" });
  expect(source).toContain("'h1realvnc,'");
  expect(source).toContain("| where DeviceId == 'x'");
  expect(source).not.toContain('anydesk');
});

test('rows say their workspace where several are asked, in the text that is shown as in the one that is sent', () => {
  const sent = (plan: SweepPlan) => plan.table('DeviceProcessEvents')?.sent();
  expect(sent(planOf({ coverage: covered([], ['east', 'west']) }))).toContain('by DeviceId, DeviceName, Workspace, Hunts');
  expect(sent(planOf())).toContain('by DeviceId, DeviceName, Hunts');
});

test('over a part of its window a sweep counts in the buckets of the whole window', () => {
  const part = { from: '2026-03-07T00:00:00.0000000Z', to: window.to };
  expect(planOf().table('DeviceProcessEvents')?.sent({ window: part })).toContain(
    'Bucket = tolong((Timestamp - datetime(2026-03-05T12:00:00.0000000Z)) / 1h)',
  );
});

test('whatever changes the answer changes the key, and nothing else does', () => {
  const { key } = planOf();
  expect(planOf().key).toBe(key);
  const others = [
    planOf({ compiled: { ...compiled, revision: 2 } }),
    planOf({ coverage: covered(['DeviceNetworkEvents']) }),
    planOf({ coverage: covered([], ['west']) }),
    planOf({ askedOf: ['embedded', 'another person', '1'] }),
    planOf().over(earlier),
    planOf().only(({ tool }) => tool === 'RealVNC'),
  ];
  expect(new Set([key, ...others.map((plan) => plan.key)]).size).toBe(1 + others.length);
});

const excluding = (...named: { name: string; value: string }[]) =>
  planOf().excluding({
    key: '',
    exclusions: named.map(({ name, value }, i) => ({
      ...{ id: `${i}`, name, toolSlug: null },
      where: { column: 'account', op: '=~', value },
    })),
    listOf: () => undefined,
  });

test('the KQL names each exclusion in a comment, which no name can end', () => {
  const hostile = 'a\n| take 0 //\r\u2028\u0085b';
  const kql = excluding({ name: 'Help desk', value: 'ann' }, { name: hostile, value: 'bob' })
    .table('DeviceProcessEvents')
    ?.sent();
  expect(kql).toContain('\n// x0: Help desk\n// x1: a | take 0 //   b\n| extend ExcludedBy = ');
});

test('300 exclusions stay far within the 2,000,000 characters of a query', () => {
  const many = Array.from({ length: 300 }, (_, i) => ({
    name: `Exclusion ${i} of the help desk`,
    value: `corp\\person.number.${i}`,
  }));
  const kql = excluding(...many)
    .table('DeviceProcessEvents')
    ?.sent();
  expect(kql?.length).toBeLessThan(120_000);
});

describe('what an engine may keep of the exclusions', () => {
  const account: Where = { column: 'account', op: '=~', value: 'ann' };
  const nights: Where = {
    column: 'hours',
    op: 'hours',
    value: { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00', zone: 'UTC' },
  };
  const group: Where = { column: 'deviceGroup', op: '==', value: 'Servers' };
  const labelledOf = ({ once = 0 }: { once?: number }, ...wheres: Where[]) => {
    const exclusions = wheres.map((where, i) => ({
      ...{ id: `${i}`, name: `${i}`, toolSlug: null, where, once: i >= wheres.length - once },
    }));
    const asked = planOf()
      .excluding({ key: '', exclusions, listOf: () => undefined })
      .table('DeviceProcessEvents')
      ?.counted();
    return typeof asked === 'object' ? asked.labelled : undefined;
  };

  test('is what they say of an event whatever the window; hours and groups of devices are asked each time', () => {
    const labelled = labelledOf({}, account, nights, group, { all: [account, nights] });
    expect(labelled?.excludedBy).toBe("iff(AccountName =~ 'ann', 'x0,', '')");
    expect(labelled?.kql).toMatch(/\| extend ExcludedBy = strcat\(ExcludedBy, strcat\(iff\(.*'x1,'.*'x2,'.*'x3,'/s);
    expect(labelled?.kql).not.toContain('x0,');
    expect(labelledOf({}, nights)).not.toHaveProperty('excludedBy');
  });

  test('is not what is asked once, as in a preview, which keeps what is kept of the others', () => {
    expect(labelledOf({ once: 1 }, account)).not.toHaveProperty('excludedBy');
    const labelled = labelledOf({ once: 1 }, account, account);
    expect(labelled?.excludedBy).toBe(labelledOf({}, account)?.excludedBy);
    expect(labelled?.kql).toContain("'x1,'");
  });

  test('lets a sweep by columns that are not kept with the labels read none of them', () => {
    const where: Where = { column: 'commandLine', op: 'contains', value: 'x' };
    expect(labelledOf({}, where)?.every).toBe(false);
    expect(labelledOf({ once: 1 }, where)?.every).toBe(true);
  });
});
