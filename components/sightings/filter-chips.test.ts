import { expect, test } from 'vitest';
import { defaultParams, parseSightingsParams } from '@/lib/sightings/params';
import { chipsOf, foldChips } from './filter-chips';

const names = {
  tool: (slug: string) => ({ anydesk: 'AnyDesk' })[slug] ?? slug,
  device: (id: string) => `name of ${id}`,
  exclusion: (id: string) => `exclusion ${id}`,
  hunts: [{ id: 'ABC', name: 'Remote Management - AnyDesk - Create Process', tool: 'AnyDesk', signal: 'process' as const }],
};
const { params } = parseSightingsParams(
  new URLSearchParams(
    'tool=anydesk&tool=!vnc&device=d1&account=corp\\a&workspace=!east&signal=process&verdict=new&hunt=abc&new=12h&first=1&quiet=1&q=x y',
  ),
);

test('every filter is a chip, by name, but those that their own control shows', () => {
  expect(chipsOf(params, names).map(({ field, not, value }) => `${field} ${not ? 'not ' : ''}${value}`)).toEqual([
    'Tool AnyDesk',
    'Tool not vnc',
    'Signal Process',
    'Hunt AnyDesk, process',
    'Device name of d1',
    'Account corp\\a',
    'Workspace not east',
    'Verdict Unreviewed',
    'First ever seen in the window',
    'Gone quiet sightings',
  ]);
  expect(chipsOf(defaultParams, names)).toEqual([]);
});

test('a chip takes away its own filter and no other', () => {
  for (const chip of chipsOf(params, names)) {
    const left = chipsOf(chip.without, names).map(({ key }) => key);
    expect(left).toEqual(
      chipsOf(params, names)
        .map(({ key }) => key)
        .filter((key) => key !== chip.key),
    );
  }
});

test('a chip that leaves a value out says what it hides, and what leaving out means', () => {
  const { params: asked } = parseSightingsParams(new URLSearchParams('account=!corp\\svc&account=ann&tool=!vnc'));
  const chips = chipsOf(asked, names, [{ filter: 'account', value: 'corp\\svc', sightings: 12 }]);
  expect(chips.map(({ value, hides, whole }) => [value, hides, whole])).toEqual([
    ['vnc', undefined, undefined],
    ['corp\\svc', 12, 'Hides sightings in which no other account acted'],
    ['ann', undefined, undefined],
  ]);
});

test('a value of events that is left out can be kept as an exclusion', () => {
  const { params: asked } = parseSightingsParams(
    new URLSearchParams('account=!corp\\svc&account=ann&tool=!anydesk&owner=!ann&device=!d1'),
  );
  expect(chipsOf(asked, names).map(({ keep }) => keep)).toEqual([
    { name: 'AnyDesk, known good', tool: 'AnyDesk' },
    { name: 'Use on name of d1', where: { column: 'deviceId', op: '==', value: 'd1' } },
    { name: 'Use by corp\\svc', where: { column: 'account', op: '=~', value: 'corp\\svc' } },
    undefined,
    null,
  ]);
});

test('the values that a filter leaves out are one chip, with what they hide together, kept as one exclusion', () => {
  const { params: asked } = parseSightingsParams(
    new URLSearchParams('device=!d1&device=!d2&device=d0&device=!d3&device=!d4&tool=!vnc&tool=!anydesk'),
  );
  const hidden = [
    { filter: 'device', value: 'd1', sightings: 3 },
    { filter: 'device', value: null, sightings: 12 },
  ];
  const [tools, kept, devices] = chipsOf(asked, names, hidden);
  expect([tools?.value, tools?.keep]).toEqual(['vnc, AnyDesk', null]);
  expect([kept?.value, kept?.not]).toEqual(['name of d0', false]);
  expect(devices).toMatchObject({
    value: 'name of d1, name of d2',
    more: 2,
    hides: 12,
    keep: { name: 'Use on 4 devices', where: { column: 'deviceId', op: 'in', value: ['d1', 'd2', 'd3', 'd4'] } },
  });
  expect(devices?.without.device).toEqual([{ value: 'd0', not: false }]);
  expect(devices?.each?.map(({ value, hides }) => [value, hides])).toEqual([
    ['name of d1', 3],
    ['name of d2', undefined],
    ['name of d3', undefined],
    ['name of d4', undefined],
  ]);
  expect(devices?.each?.[1]?.without.device.map(({ value }) => value)).toEqual(['d1', 'd0', 'd3', 'd4']);
});

test('a long list of chips is folded, never for a single one more', () => {
  const query = Array.from({ length: 20 }, (_, i) => ['tool', `t${i}`]);
  const chips = chipsOf(parseSightingsParams(new URLSearchParams(query)).params, names);
  const folded = (count: number, isOpen: boolean) => {
    const { shown, more } = foldChips(chips.slice(0, count), isOpen);
    return [shown.length, more];
  };
  expect([folded(20, false), folded(20, true), folded(7, false), folded(8, false)]).toEqual([
    [6, 14],
    [20, 0],
    [7, 0],
    [6, 2],
  ]);
});
