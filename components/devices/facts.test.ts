import { expect, test } from 'vitest';
import type { Cell } from '@/lib/kql/model';
import { factsOf } from './facts';

function infoOf(cells: Record<string, Cell>) {
  const columns = Object.keys(cells).map((name) => ({ name, type: 'string' as const }));
  return { columns, row: Object.values(cells) };
}

test('a row of DeviceInfo in few words', () => {
  const facts = factsOf(
    infoOf({
      OSPlatform: 'Windows11',
      OSVersion: '10.0',
      OSVersionInfo: '23H2',
      OSBuild: '22631',
      LoggedOnUsers: '[{"UserName":"ANNA","DomainName":"CORP","Sid":"S-1"},{"UserName":"root"}]',
      DeviceManualTags: '["VIP","Finance"]',
      RegistryDeviceTag: 'Finance',
      PublicIP: '192.0.2.10',
      IsInternetFacing: true,
      MachineGroup: '',
      ExposureLevel: null,
    }),
  );
  expect(facts).toEqual([
    { name: 'System', values: ['Windows11 23H2 build 22631'] },
    { name: 'Logged on', values: ['CORP\\ANNA', 'root'] },
    { name: 'Tags', values: ['VIP', 'Finance'] },
    { name: 'Public IP', values: ['192.0.2.10', 'faces the internet'] },
  ]);
});

test('users that are not the list that Defender writes are shown as they stand; an empty row says nothing', () => {
  expect(factsOf(infoOf({ LoggedOnUsers: '{"not":"a list"' }))).toEqual([{ name: 'Logged on', values: ['{"not":"a list"'] }]);
  expect(factsOf(infoOf({ LoggedOnUsers: '[]', DeviceManualTags: '', IsInternetFacing: false }))).toEqual([]);
});
