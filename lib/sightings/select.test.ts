import { expect, test } from 'vitest';
import { everOf, noHistory } from '@/lib/history/ever';
import { type Signal, signals } from '@/lib/tables/tables';
import { noVerdict, type Verdict } from '@/lib/triage/model';
import { aSighting } from './fixtures';
import { everNotices, historyNotices, lookbackFrom } from './history';
import { defaultParams, parseSightingsParams } from './params';
import { type EverSeen, groupsOf, select, unknownTools, unknownWorkspaces } from './select';
import type { SweepResult, SweepSighting } from './sweep-result';
import { watchOf } from './watch.server';

const sightings = [
  aSighting('RealVNC', 'ws-2', { count: 3, accounts: ['CORP\\bob'], workspaces: ['east'] }),
  aSighting(
    'AnyDesk',
    'ws-1',
    { count: 5, lastSeen: '2026-03-10T10:00:00.0000000Z', accounts: ['CORP\\ann'], workspaces: ['west'] },
    {
      signal: 'network',
      huntIds: ['n'],
      workspaces: ['east'],
      count: 7,
      firstSeen: '2026-03-09T01:00:00.0000000Z',
      lastSeen: '2026-03-09T02:00:00.0000000Z',
    },
  ),
  aSighting('AnyDesk', 'ws-3', { count: 1, firstSeen: '2026-03-10T23:00:00.0000000Z', lastSeen: '2026-03-10T23:00:00.0000000Z' }),
];
const sweepOf = (found: SweepSighting[], history: SweepResult['history'] = {}): SweepResult => ({
  history,
  engine: 'embedded',
  window: { from: '2026-03-06T00:00:00.0000000Z', to: '2026-03-11T00:00:00.0000000Z' },
  asOf: '2026-03-11T00:00:00.0000000Z',
  axis: { from: '2026-03-06T00:00:00.0000000Z', step: '1h', buckets: 121 },
  sightings: found,
  notices: [],
  complete: true,
});
const ask = (query: string, found = sightings) => {
  const { params } = parseSightingsParams(new URLSearchParams(query));
  const selection = select(sweepOf(found), params);
  return { ...selection, names: selection.rows.map((r) => `${r.sighting.tool} ${r.sighting.deviceName} ${r.count}`) };
};

test('“first ever” is told by the history before the look-back, and by the look-back before the window', () => {
  const found = [
    aSighting('AnyDesk', 'old', { earlier: '2026-02-20T00:00:00.0000000Z' }),
    aSighting('AnyDesk', 'older', {}),
    aSighting('AnyDesk', 'first', { firstSeen: '2026-03-10T08:30:00.0000000Z' }),
    aSighting('AnyDesk', 'earlier', { firstSeen: '2026-03-06T08:30:00.0000000Z' }),
  ];
  const at = '2025-11-01T00:00:00.0000000Z';
  const history: EverSeen = {
    ...noHistory,
    reach: { from: at, to: '2026-03-10T00:00:00.0000000Z' },
    onDevice: (_, id) => (id === 'id-older' ? { firstSeen: at, lastSeen: at } : undefined),
  };
  const asked = (query: string, known: EverSeen) => {
    const { params } = parseSightingsParams(new URLSearchParams(query));
    const { rows, figures } = select(sweepOf(found), params, undefined, known);
    return {
      names: rows.map(({ deviceName }) => deviceName),
      firsts: rows.map(({ firstEver }) => firstEver.slice(0, 10)),
      figures,
    };
  };
  const ranked = asked('sort=-firstEver', history);
  expect(ranked.names).toEqual(['first', 'earlier', 'old', 'older']);
  expect(ranked.firsts).toEqual(['2026-03-10', '2026-03-06', '2026-02-20', '2025-11-01']);
  expect(ranked.figures.firstEver).toBe(2);
  expect(asked('first=1&sort=-firstEver', history).names).toEqual(['first', 'earlier']);
  expect(asked('first=1&sort=device', noHistory).names, 'without a history nobody knows of the older one').toEqual([
    'earlier',
    'first',
    'older',
  ]);
});

test('nothing is called first ever where less than a day is known from before the window', () => {
  const { params } = parseSightingsParams(new URLSearchParams('first=1'));
  const to = '2026-03-11T00:00:00.0000000Z';
  const firsts = (begins: string, history: EverSeen = noHistory) => {
    const sweep = sweepOf(sightings, { process: begins, network: begins });
    const { rows, figures } = select(sweep, params, undefined, history);
    const [notice] = everNotices(params, everOf(history, lookbackFrom(sweep)), sweep.window);
    return [
      rows.length,
      figures.firstEver,
      /Nothing is called first ever seen: .* before the window/.test(notice?.message ?? ''),
    ];
  };
  expect(firsts('2026-03-05T00:00:00.0000000Z')).toEqual([3, 3, false]);
  expect(firsts('2026-03-05T00:00:00.0000001Z')).toEqual([0, 0, true]);
  const reach = (from: string): EverSeen => ({ ...noHistory, reach: { from, to } });
  expect(firsts('2026-03-07T00:00:00.0000000Z', reach('2026-03-06T00:00:00.0000000Z'))).toEqual([0, 0, true]);
  expect(firsts('2026-03-07T00:00:00.0000000Z', reach('2026-03-01T00:00:00.0000000Z'))).toEqual([3, 3, false]);
});

test('a question that ranks or filters by “first ever” says how far back that is', () => {
  const { params } = parseSightingsParams(new URLSearchParams('first=1'));
  const from = '2025-06-01T00:00:00.0000000Z';
  const { window } = sweepOf([]);
  expect(everNotices(params, { from, gaps: 2, inHistory: true }, window)[0]?.message).toMatch(
    /looks back to 2025-06-01 00:00:00 UTC, of which 2 times were not swept: an earlier first may have been missed\./,
  );
  expect(everNotices(params, { from, gaps: 0, inHistory: false }, window)[0]?.message).toMatch(/not further: no history is kept/);
  expect(everNotices(defaultParams, { from, gaps: 2, inHistory: true }, window)).toEqual([]);
});

test('newest last seen first, unless asked otherwise', () => {
  expect(ask('').names).toEqual(['AnyDesk ws-3 1', 'AnyDesk ws-1 12', 'RealVNC ws-2 3']);
  expect(ask('sort=device').names).toEqual(['AnyDesk ws-1 12', 'RealVNC ws-2 3', 'AnyDesk ws-3 1']);
  expect(ask('sort=-count').names).toEqual(['AnyDesk ws-1 12', 'RealVNC ws-2 3', 'AnyDesk ws-3 1']);
});

test.each([
  ['tool=ANYDESK', ['AnyDesk ws-3 1', 'AnyDesk ws-1 12']],
  ['tool=!anydesk', ['RealVNC ws-2 3']],
  ['device=WS-2', ['RealVNC ws-2 3']],
  ['device=!id-ws-2&device=!ws-3', ['AnyDesk ws-1 12']],
  ['account=corp\\ANN', ['AnyDesk ws-1 12']],
  ['workspace=EAST', ['AnyDesk ws-1 12', 'RealVNC ws-2 3']],
  ['workspace=!east', ['AnyDesk ws-3 1', 'AnyDesk ws-1 12']],
  ['workspace=!east&workspace=!west', ['AnyDesk ws-3 1']],
  ['workspace=west&signal=network', []],
  ['q=any ws-1', ['AnyDesk ws-1 12']],
  ['q=bob', ['RealVNC ws-2 3']],
  ['verdict=approved', []],
  ['verdict=approved&verdict=unreviewed&q=bob', ['RealVNC ws-2 3']],
  ['new=12h', ['AnyDesk ws-3 1']],
  ['signal=network', ['AnyDesk ws-1 7']],
])('%s', (query, names) => {
  expect(ask(query).names).toEqual(names);
});

test('leaving out an account keeps the rows in which another acted, and those that name nobody', () => {
  const system = 'nt authority\\system';
  const found = [
    aSighting('AnyDesk', 'ws-1', { accounts: [system, 'corp\\nils'] }),
    aSighting('AnyDesk', 'ws-2', { accounts: [system] }),
    aSighting('AnyDesk', 'ws-3', { accounts: [] }),
    aSighting('RealVNC', 'ws-4', { accounts: [system] }),
  ];
  const asked = ask(`account=!${system}&account=!corp\\ann&tool=!realvnc`, found);
  expect(asked.names).toEqual(['AnyDesk ws-1 1', 'AnyDesk ws-3 1']);
  // RealVNC on ws-4 is left out by both filters: taking one away would not bring it back.
  expect(asked.leftOut).toEqual([
    { filter: 'tool', value: 'realvnc', sightings: 0 },
    { filter: 'account', value: system, sightings: 1 },
    { filter: 'account', value: 'corp\\ann', sightings: 0 },
    { filter: 'account', value: null, sightings: 1 },
  ]);
  const both = ask(`account=!${system}&account=!corp\\nils`, found);
  expect(both.names).toEqual(['AnyDesk ws-3 1']);
  // ws-1 would be back without either, and counts once in what both hide.
  expect(both.leftOut.map(({ sightings }) => sightings)).toEqual([3, 1, 3]);
});

test('a device that is left out by its id has its name in the answer', () => {
  const found = [aSighting('AnyDesk', 'WS-1'), aSighting('AnyDesk', 'ws-2')];
  const { deviceId = '', deviceName } = found[0] ?? {};
  expect(ask(`device=!${deviceId}&device=!unknown`, found).leftOut).toEqual([
    { filter: 'device', value: deviceId, sightings: 1, deviceName },
    { filter: 'device', value: 'unknown', sightings: 0 },
    { filter: 'device', value: null, sightings: 1 },
  ]);
});

test('a signal narrows first seen, last seen and count to its own part', () => {
  const [row] = ask('signal=network').rows;
  expect(row).toMatchObject({ firstSeen: '2026-03-09T01:00:00.0000000Z', lastSeen: '2026-03-09T02:00:00.0000000Z', count: 7 });
});

test('new is since the same instant for everybody who asks the same', () => {
  const found = [aSighting('AnyDesk', 'ws-3', { firstSeen: '2026-03-10T04:00:00.0000000Z' })];
  const news = (query: string) => [ask(query, found).newSince, ask(query, found).figures.newSightings];
  expect(news('')).toEqual(['2026-03-10T12:00:00.0000000Z', 0]);
  expect(news('since=24h')).toEqual(['2026-03-10T00:00:00.0000000Z', 1]);
  // A copied link holds the instant.
  expect(news('since=2026-03-10T00:00:00.0000000Z')).toEqual(news('since=24h'));
  expect(news('since=30d')).toEqual(['2026-03-06T00:00:00.0000000Z', 1]);
});

test('gone quiet: seen in the equally long time before what counts as new, and not since', () => {
  const seen = (device: string, lastSeen: string) =>
    aSighting('AnyDesk', device, { firstSeen: '2026-03-07T00:00:00.0000000Z', lastSeen: `2026-03-${lastSeen}:00.0000000Z` });
  const found = [seen('goes-on', '10T13:00'), seen('quiet', '10T11:59'), seen('edge', '10T00:00'), seen('long-gone', '09T23:59')];
  const quiet = (query: string) => [ask(`quiet=1&sort=device&${query}`, found).names, ask(query, found).figures.quiet];
  expect(quiet('since=12h')).toEqual([['AnyDesk edge 1', 'AnyDesk quiet 1'], 2]);
  // The window begins where “new” does, so that nobody knows what was before.
  expect(quiet('since=30d')).toEqual([[], 0]);
});

test('what was there before the window is not new', () => {
  const old = aSighting('AnyDesk', 'ws-3', {
    firstSeen: '2026-03-10T23:00:00.0000000Z',
    earlier: '2026-02-10T00:00:00.0000000Z',
  });
  expect(ask('new=12h', [old]).names).toEqual([]);
  expect(ask('', [old]).figures.newSightings).toBe(0);
});

test('nothing is new where the telemetry begins after what counts as new', () => {
  const found = [aSighting('AnyDesk', 'ws-1', { firstSeen: '2026-03-10T23:00:00.0000000Z' })];
  const news = (history: SweepResult['history']) => {
    const sweep = sweepOf(found, history);
    const { figures, newSince } = select(sweep, defaultParams);
    return { count: figures.newSightings, from: lookbackFrom(sweep), said: historyNotices(sweep, newSince).length };
  };
  expect(news({})).toEqual({ count: 1, from: '2026-02-04T00:00:00.0000000Z', said: 0 });
  expect(news({ process: '2026-03-01T00:00:00.0000000Z' })).toEqual({ count: 1, from: '2026-03-01T00:00:00.0000000Z', said: 0 });
  const fresh = '2026-03-10T12:00:00.0000001Z';
  expect(news({ process: fresh, network: fresh })).toEqual({ count: 0, from: fresh, said: 1 });
  // What the process table does not know, no other table can say for it.
  expect(news({ process: fresh, network: '2026-01-01T00:00:00.0000000Z' }).count).toBe(0);
});

test('figures count the filtered rows, facets those before the filter on tool and signal', () => {
  const { figures, facets } = ask('tool=realvnc');
  expect(figures).toEqual({
    devices: 1,
    tools: 1,
    newSightings: 0,
    firstEver: 1,
    unreviewed: 1,
    changed: 0,
    quiet: 1,
    events: 3,
  });
  expect(facets.tools).toEqual([
    { tool: 'AnyDesk', slug: 'anydesk', sightings: 2 },
    { tool: 'RealVNC', slug: 'realvnc', sightings: 1 },
  ]);
  const counts: Partial<Record<Signal, number>> = { process: 3, network: 1 };
  expect(facets.signals).toEqual(signals.map((signal) => ({ signal, sightings: counts[signal] ?? 0 })));
});

test('facets of workspaces count the rows before the filter on them, the others those after', () => {
  const { facets, rows } = ask('workspace=west&tool=anydesk');
  expect(rows.map((row) => row.workspaces)).toEqual([['east', 'west']]);
  const counts = (query: string) => ask(query).facets.workspaces.map(({ workspace, sightings }) => `${workspace} ${sightings}`);
  expect(counts('workspace=west&tool=anydesk')).toEqual(['east 1', 'west 1']);
  expect(counts('workspace=west')).toEqual(['east 2', 'west 1']);
  expect(facets.tools).toEqual([{ tool: 'AnyDesk', slug: 'anydesk', sightings: 1 }]);
});

test('a tool nobody knows leaves nothing, and says so', () => {
  expect(ask('tool=nope').names).toEqual([]);
  const { params } = parseSightingsParams(new URLSearchParams('tool=nope&tool=!AnyDesk'));
  expect(unknownTools(params, new Set(['anydesk']))).toEqual([{ kind: 'parameter', message: expect.stringContaining('“nope”') }]);
});

test('a workspace that does not answer leaves nothing, and says so', () => {
  expect(ask('workspace=south').names).toEqual([]);
  const { params } = parseSightingsParams(new URLSearchParams('workspace=south&workspace=!East'));
  const said = [{ kind: 'parameter', message: expect.stringContaining('“south”') }];
  expect(unknownWorkspaces(params, ['east', 'west'])).toEqual(said);
});

test('accounts stand in one order, whichever signal named them first', () => {
  const named = (...parts: string[][]) => [aSighting('AnyDesk', 'ws-1', ...parts.map((accounts) => ({ accounts })))];
  for (const found of [named(['c', 'a'], ['b', 'a']), named(['a', 'b'], ['a', 'c'])]) {
    expect(ask('', found).rows[0]?.accounts).toEqual(['a', 'b', 'c']);
  }
});

test('groups stand in their own order whatever the sort, and count their rows', () => {
  const verdicts: Record<string, Verdict> = {
    'ws-1': { ...noVerdict, value: 'approved', owner: 'Zoe' },
    'ws-3': { ...noVerdict, value: 'approved', owner: 'ann', changedSince: ['new account: x'] },
  };
  const grouped = (query: string) => {
    const { params } = parseSightingsParams(new URLSearchParams(query));
    const { rows } = select(sweepOf(sightings), params, ({ deviceName }) => verdicts[deviceName] ?? noVerdict);
    return [
      rows.map(({ deviceName }) => deviceName),
      groupsOf(rows, params.group).map(({ key, sightings }) => `${key} ${sightings}`),
    ];
  };
  expect(grouped('group=verdict&sort=device')).toEqual([
    ['ws-3', 'ws-2', 'ws-1'],
    ['changed 1', 'new 1', 'approved 1'],
  ]);
  expect(grouped('group=owner&sort=-count')).toEqual([
    ['ws-3', 'ws-1', 'ws-2'],
    ['ann 1', 'Zoe 1', 'nobody 1'],
  ]);
  expect(grouped('sort=device')[1]).toEqual([]);
});

test('watched devices are counted where they show something new, and the sweep is narrowed to them', () => {
  const sweep = sweepOf(sightings, { process: '2026-02-01T00:00:00.0000000Z' });
  const { watched, sweep: own } = watchOf(sweep, new Set(['id-ws-3', 'id-ws-2', 'id-gone']), '12h');
  expect(watched).toEqual({ devices: ['id-ws-3', 'id-ws-2', 'id-gone'], showingNew: 1 });
  expect(own.sightings.map(({ deviceName }) => deviceName)).toEqual(['ws-2', 'ws-3']);
});
