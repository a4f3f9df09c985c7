import { expect, test } from 'vitest';
import { aRow } from '@/lib/sightings/fixtures';
import { defaultParams } from '@/lib/sightings/params';
import { applyChoice, rowChoices } from './row-choices';

const row = aRow({
  deviceId: 'id-1',
  deviceName: 'ws\u202e17',
  accounts: ['corp\\a', 'corp\\b'],
  workspaces: ['east'],
});

test('a row offers its tool, its device by id, its accounts and workspaces; a cell only its own', () => {
  expect(rowChoices(row).map(({ value }) => value)).toEqual(['anydesk', 'id-1', 'corp\\a', 'corp\\b', 'east']);
  expect(rowChoices(row, 'device')).toEqual([{ filter: 'device', words: 'ws⟨U+202E⟩17', value: 'id-1' }]);
  expect(rowChoices(row, 'accounts')).toHaveLength(2);
  expect(rowChoices(row, 'workspaces')).toEqual([{ filter: 'workspace', words: 'east', value: 'east' }]);
  expect(rowChoices(row, 'count')).toEqual([]);
});

test('keeping narrows to the value; leaving out adds up', () => {
  const [tool, device] = rowChoices(row);
  if (!tool || !device) throw new Error('a row has a tool and a device');
  const before = {
    ...defaultParams,
    tool: [
      { value: 'vnc', not: false },
      { value: 'atera', not: true },
    ],
  };
  expect(applyChoice(before, tool, false).tool).toEqual([
    { value: 'anydesk', not: false },
    { value: 'atera', not: true },
  ]);
  const without = applyChoice(applyChoice(defaultParams, device, true), { ...device, value: 'id-2' }, true);
  expect(without.device.map(({ value, not }) => [value, not])).toEqual([
    ['id-1', true],
    ['id-2', true],
  ]);
});
