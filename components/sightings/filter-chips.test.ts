import { expect, test } from 'vitest';
import { defaultParams, parseSightingsParams } from '@/lib/sightings/params';
import { chipsOf } from './filter-chips';

const names = {
  tool: (slug: string) => ({ anydesk: 'AnyDesk' })[slug] ?? slug,
  device: (id: string) => `name of ${id}`,
  hunts: [{ id: 'ABC', name: 'Remote Management - AnyDesk - Create Process', tool: 'AnyDesk', signal: 'process' as const }],
  since: 'in the last 12h of the window',
};
const { params } = parseSightingsParams(
  new URLSearchParams(
    'tool=anydesk&tool=!vnc&device=d1&account=corp\\a&workspace=!east&signal=process&verdict=approved&hunt=abc&new=12h&q=x y',
  ),
);

test('every filter is a chip, by name', () => {
  expect(chipsOf(params, names).map(({ field, not, value }) => `${field} ${not ? 'not ' : ''}${value}`)).toEqual([
    'Tool AnyDesk',
    'Tool not vnc',
    'Signal process',
    'Hunt AnyDesk, process',
    'Search x y',
    'Device name of d1',
    'Account corp\\a',
    'Workspace not east',
    'Verdict approved',
    'New in the last 12h of the window',
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
