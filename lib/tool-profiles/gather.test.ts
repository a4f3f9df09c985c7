import { expect, test } from 'vitest';
import { parseToolFacts } from '@/lib/tools/model';
import { programsOf, relaysOf } from './gather';

const facts = parseToolFacts({
  ...{ name: 'Acme', vendor: null, site: null, category: 'rmm', sources: ['LOLRMM'] },
  ...{ files: ['acme.exe'], domains: ['acme.com'] },
});

test('devices count once a program, names in any case; what no fact names comes first', () => {
  const row = { FileName: 'acme.exe', FolderPath: 'C:\\a', DeviceId: 'd1', Count: 2 };
  const rows = [row, { ...row, FileName: 'ACME.EXE' }, { ...row, DeviceId: 'd2' }, { ...row, FileName: 'evil.exe', Count: 1 }];
  expect(programsOf(rows, facts)).toEqual({
    total: 2,
    rows: [
      { fileName: 'evil.exe', folderPath: 'C:\\a', devices: 1, events: 1, unusual: ['name'] },
      { fileName: 'acme.exe', folderPath: 'C:\\a', devices: 2, events: 6, unusual: [] },
    ],
  });
  expect(programsOf(rows, null).rows[0]?.unusual).toBeNull();
});

test('a relay is a host, or an address without one; what hunts matched and what its programs did are not added up', () => {
  const end = { RemoteUrl: 'https://r1.acme.com/x', RemoteIP: '1.2.3.4', DeviceId: 'd1', Count: 3 };
  const own = [end, { ...end, RemoteUrl: '', DeviceId: 'd2' }, { ...end, RemoteUrl: 'acme.com.evil.example' }];
  expect(relaysOf([end], own, facts).rows).toEqual([
    { address: 'acme.com.evil.example', devices: 1, matched: 0, byPrograms: 3, isVendors: false },
    { address: '1.2.3.4', devices: 1, matched: 0, byPrograms: 3, isVendors: null },
    { address: 'r1.acme.com', devices: 1, matched: 3, byPrograms: 3, isVendors: true },
  ]);
});
