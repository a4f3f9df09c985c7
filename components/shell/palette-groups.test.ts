import { expect, test } from 'vitest';
import { paths } from '@/lib/routes/paths';
import { findGroups, nothingWords } from './palette-groups';

const hunts = ['Process', 'Network'].map(() => ({ tool: 'Remote Utilities', toolSlug: 'remote-utilities' }));
const sightings = [
  { deviceId: '../etc', deviceName: 'ws-17', tool: 'AnyDesk' },
  { deviceId: '../etc', deviceName: 'ws-17', tool: 'RealVNC' },
];
const actions = [{ label: 'Dark theme', run: () => undefined }];
const labels = (query: string) =>
  findGroups(query, hunts, sightings, actions).map(({ group, entries }) => [group, ...entries.map((entry) => entry.label)]);

test('without words there are pages and actions, and the devices the server found', () => {
  expect(labels('')).toEqual([
    [
      'Pages',
      'Sightings',
      'Hunts',
      'Exclusions',
      'New exclusion',
      'Handovers',
      'Shifts',
      'Shared links',
      'Webhooks',
      'Status and import',
      'Audit',
    ],
    ['Devices', 'ws-17'],
    ['Actions', 'Dark theme'],
  ]);
});

test('words narrow in any order and case; a tool is listed once', () => {
  expect(labels('util REM')).toEqual([
    ['Tools', 'Remote Utilities'],
    ['Devices', 'ws-17'],
  ]);
  expect(labels('theme')).toContainEqual(['Actions', 'Dark theme']);
});

test('a device is named with its tools, and its id cannot leave its place in the path', () => {
  const device = findGroups('ws', [], sightings, [])[0]?.entries[0];
  expect(device).toMatchObject({ description: 'AnyDesk, RealVNC in the last 30 days', path: paths.device('../etc', 'last=30d') });
  expect(device && 'path' in device && device.path).not.toContain('..');
});

test('“nothing” says what was looked through, and that devices were not when asking for them failed', () => {
  expect(nothingWords(false)).toContain('no device, account or tool with sightings in the last 30 days');
  expect(nothingWords(true)).not.toContain('no device');
});

test('views are found by their names, the team’s also by that word', () => {
  const views = [
    { key: 'v1', label: 'Bad ones', description: 'View', run: () => {} },
    { key: 'v2', label: 'Finance', description: 'View of the team', run: () => {} },
  ];
  const found = (query: string) =>
    findGroups(query, [], [], [], views).flatMap(({ group, entries }) =>
      group === 'Views' ? entries.map(({ label }) => label) : [],
    );
  expect([found('bad'), found('team'), found('nothing')]).toEqual([['Bad ones'], ['Finance'], []]);
});
