import { expect, test } from 'vitest';
import {
  defenderCsv,
  type Event,
  graphJson,
  held,
  importContent,
  newFolder,
  portalCsv,
  processEvent,
  resultOf,
  streamed,
} from './fixtures';

const events = [1, 2, 3, 4, 5].map((id) => processEvent(id));
const csv = (some: Event[]) => defenderCsv(some);
const ids = (dataDir: string) => held(dataDir, 'DeviceProcessEvents', 'ReportId').then((rows) => rows.map(([id]) => id));

test('the same file twice changes nothing', async () => {
  const dataDir = newFolder();
  await importContent(dataDir, 'x.csv', csv(events));
  const before = await held(dataDir, 'DeviceProcessEvents', '*');
  const again = resultOf(await importContent(dataDir, 'x.csv', csv(events)));
  expect(again.tables).toMatchObject([{ rowsNew: 0, rowsAlreadyThere: 5 }]);
  expect(await held(dataDir, 'DeviceProcessEvents', '*')).toEqual(before);
});

test('an overlapping export adds what is new, in any format', async () => {
  const dataDir = newFolder();
  await importContent(dataDir, 'x.csv', csv(events.slice(0, 3)));
  const second = resultOf(await importContent(dataDir, 'x.json', graphJson(events.slice(1))));
  expect(second.tables).toMatchObject([{ rowsNew: 2, rowsAlreadyThere: 2 }]);
  expect(await ids(dataDir)).toEqual(['1', '2', '3', '4', '5']);
});

test('an event that a file holds twice is one event', async () => {
  const dataDir = newFolder();
  const result = resultOf(await importContent(dataDir, 'x.csv', csv([...events, ...events])));
  expect(result.tables).toMatchObject([{ rowsNew: 5, rowsAlreadyThere: 5 }]);
  expect(await ids(dataDir)).toEqual(['1', '2', '3', '4', '5']);
});

test('another device, another 100 ns or another ReportId is another event', async () => {
  const dataDir = newFolder();
  const one = processEvent(9_007_199_254_740_992n);
  const others = [
    { ...one, ReportId: 9_007_199_254_740_993n },
    { ...one, Timestamp: '2026-03-10T08:59:59.1234568Z' },
    { ...one, DeviceId: 'b'.repeat(40) },
  ];
  await importContent(dataDir, 'x.csv', csv([one]));
  expect(resultOf(await importContent(dataDir, 'x.csv', csv([one, ...others]))).tables).toMatchObject([
    { rowsNew: 3, rowsAlreadyThere: 1 },
  ]);
});

test('an offset is the same instant in UTC', async () => {
  const dataDir = newFolder();
  await importContent(dataDir, 'x.csv', csv([processEvent(1)]));
  const shifted = processEvent(1, { Timestamp: '2026-03-10T10:59:59.1234567+02:00' });
  expect(resultOf(await importContent(dataDir, 'x.csv', csv([shifted]))).tables).toMatchObject([{ rowsNew: 0 }]);
});

test('several tables in one file, a table nobody hunts in left out and told', async () => {
  const dataDir = newFolder();
  const device = { Timestamp: '2026-03-10T08:00:00Z', DeviceId: 'd1', DeviceName: 'h', OSPlatform: 'Windows11', ReportId: 1n };
  const network = { Timestamp: '2026-03-10T08:00:00Z', DeviceId: 'd1', RemoteIP: '192.0.2.1', RemotePort: 443n, ReportId: 2n };
  const certificate = { Timestamp: '2026-03-10T08:00:00Z', DeviceId: 'd1', Signer: 'RealVNC', IsSigned: true, ReportId: 3n };
  const lines = [
    streamed('DeviceInfo', device),
    streamed('DeviceNetworkEvents', network),
    streamed('EmailEvents', network),
    streamed('DeviceFileCertificateInfo', certificate),
    streamed('DeviceProcessEvents', processEvent(4)),
  ];
  const result = resultOf(await importContent(dataDir, 'stream.json', lines.join('\n')));
  expect(result.tables.map(({ table, rowsNew }) => [table, rowsNew])).toEqual([
    ['DeviceInfo', 1],
    ['DeviceNetworkEvents', 1],
    ['DeviceFileCertificateInfo', 1],
    ['DeviceProcessEvents', 1],
  ]);
  expect(result.notes.join()).toContain('EmailEvents (1 row)');
  expect(await held(dataDir, 'DeviceNetworkEvents', 'RemoteIP, RemotePort, TenantId')).toEqual([['192.0.2.1', 443, 't-1']]);
  expect(await held(dataDir, 'DeviceFileCertificateInfo', 'Signer, IsSigned')).toEqual([['RealVNC', true]]);
  expect(await held(dataDir, 'DeviceInfo', 'OSPlatform')).toEqual([['Windows11']]);
});

test('the Log Analytics portal: [UTC] headers, American times, TimeGenerated alone, and the lost digits told', async () => {
  const dataDir = newFolder();
  const { Timestamp, ...rest } = processEvent(1);
  const rows = [{ TimeGenerated: Timestamp ?? '', ...rest, ProcessCreationTime: '2026-03-10T20:00:00.5000000Z' }];
  const result = resultOf(
    await importContent(dataDir, 'query_data.csv', portalCsv(rows, ['TimeGenerated', 'ProcessCreationTime'])),
  );
  expect(result.notes.join()).toContain('milliseconds at most');
  const iso = (column: string) => `strftime(make_timestamp(${column} // 10 - 62135596800000000), '%c %f')`;
  expect(
    await held(dataDir, 'DeviceProcessEvents', `${iso('Timestamp')}, Timestamp = TimeGenerated, ${iso('ProcessCreationTime')}`),
  ).toEqual([['2026-03-10 08:59:59 123000', true, '2026-03-10 20:00:00 500000']]);
});

test('headers in any case and spacing', async () => {
  const dataDir = newFolder();
  const text = csv([processEvent(1)])
    .replace('Timestamp', ' timestamp  [utc] ')
    .replace('DeviceId', 'DEVICEID');
  expect(resultOf(await importContent(dataDir, 'x.csv', text)).tables).toMatchObject([{ rowsNew: 1, unknownColumns: [] }]);
});
