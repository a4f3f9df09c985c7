import 'server-only';
import type { Instant } from '@/lib/shared/time';
import { toTicks } from '@/lib/shared/time';
import { selectList } from './columns';
import { asFault } from './faults';
import { openStaging } from './staging.server';

/** What “now” is in generated telemetry: it ends then. */
export const BENCH_NOW: Instant = '2026-06-01T00:00:00.0000000Z';

const DAY = 864_000_000_000n;
/** Companies of tools that events are of. */
export const BENCH_TOOLS = [
  'RealVNC',
  'AnyDesk Software GmbH',
  'TeamViewer Germany GmbH',
  'Splashtop Inc.',
  'NetSupport Ltd',
  'Atera Networks',
  'Action1 Corporation',
  'SimpleHelp Ltd',
];

/** `count` DeviceProcessEvents over 30 days of some 6,000 devices; about one in 4,000 is RealVNC's. */
export async function generateEvents(dataDir: string, count: number): Promise<void> {
  const step = (30n * DAY) / BigInt(count);
  await generate(
    dataDir,
    `SELECT ${toTicks(BENCH_NOW) - 30n * DAY} + range * ${step} + (hash(range) % ${step})::BIGINT AS t, (hash(range, 'd') % 6000)::INTEGER AS d,
       CASE hash(range, 'vnc') % 4000 WHEN 0 THEN 0 ELSE 100 + CAST(floor(2000 * power((hash(range, 'p') % 1000003) / 1000003.0, 3)) AS INTEGER) END AS p,
       (hash(range, 'x') % 4294967296)::BIGINT AS x FROM range(${count})`,
  );
}

/** Events that make about `count` sightings in the last 5 days: four on average for each tool on each device. */
export async function generateSightings(dataDir: string, count: number): Promise<void> {
  const events = 4 * count;
  const step = (5n * DAY) / BigInt(events);
  await generate(
    dataDir,
    `SELECT ${toTicks(BENCH_NOW) - 5n * DAY} + 1 + range * ${step} + (hash(range) % ${step})::BIGINT AS t, (range * 7919 % ${count} // ${BENCH_TOOLS.length})::INTEGER AS d,
       (range * 7919 % ${count} % ${BENCH_TOOLS.length})::INTEGER AS p, (hash(range, 'x') % 4294967296)::BIGINT AS x FROM range(${events})`,
  );
}

/** Writes rows out of (t time in order, d device, p program, x chance). Programs below 100 are the tools. */
async function generate(dataDir: string, sql: string): Promise<void> {
  const staging = await openStaging(dataDir, { memoryLimit: '2GB', holder: 'the making of data to measure with' });
  try {
    for (const statement of [programs, devices, starters]) await staging.connection.run(statement);
    const joined = `FROM (SELECT *, x % 300 AS s FROM (${sql})) JOIN devices USING (d) JOIN programs USING (p) JOIN starters USING (s)`;
    await staging.writeTable('DeviceProcessEvents', `SELECT ${columns} ${joined}`, { inOrder: true });
    await staging.commit();
  } catch (error) {
    await staging.discard();
    throw asFault(error);
  }
}

const programs = `CREATE TABLE programs AS
  SELECT p, CASE WHEN p < 100 THEN 'agent' ELSE 'program' END || p || '.exe' AS file,
    CASE WHEN p % 4 = 0 THEN 'C:\\Windows\\System32\\' ELSE 'C:\\Program Files\\Vendor ' || p % 180 || '\\' END || file AS folder,
    sha1(file) AS sha1, sha256(file) AS sha256, md5(file) AS md5, 20000 + p * 977 AS size,
    CASE WHEN p < 100 THEN [${BENCH_TOOLS.map((tool) => `'${tool}'`).join(', ')}][1 + p]
      WHEN p % 3 = 0 THEN 'Microsoft Corporation' ELSE 'Vendor ' || p % 180 END AS company,
    'Product ' || p % 700 AS product, 'Description of product ' || p % 700 AS description, p % 9 || '.' || p % 31 || '.0.0' AS version
  FROM (SELECT range::INTEGER AS p FROM range(2101))`;
const devices = `CREATE TABLE devices AS
  SELECT d, sha1('device' || d) AS id, 'ws-' || lpad(d::VARCHAR, 5, '0') || '.corp.example' AS host, 'user' || d % 4000 AS account,
    account || '@corp.example' AS upn, 'S-1-5-21-1-2-3-' || d % 4000 AS sid, 'Group ' || d % 12 AS machines
  FROM (SELECT range::INTEGER AS d FROM range(100000))`;
const starters = `CREATE TABLE starters AS
  SELECT s, 'starter' || s || '.exe' AS starter, 'c:\\program files\\starter\\' || starter AS starterPath, sha1(starter) AS starterSha1
  FROM (SELECT range AS s FROM range(300))`;

const columns = selectList('DeviceProcessEvents', {
  Timestamp: 't',
  TimeGenerated: 't',
  DeviceId: 'id',
  DeviceName: 'host',
  ActionType: "'ProcessCreated'",
  FileName: 'file',
  FolderPath: 'folder',
  SHA1: 'sha1',
  SHA256: 'sha256',
  MD5: 'md5',
  FileSize: 'size',
  ProcessVersionInfoCompanyName: 'company',
  ProcessVersionInfoProductName: 'product',
  ProcessVersionInfoProductVersion: 'version',
  ProcessVersionInfoOriginalFileName: 'file',
  ProcessVersionInfoFileDescription: 'description',
  ProcessId: 'x % 32768 * 4',
  ProcessCommandLine: `CASE x % 3 WHEN 0 THEN '"' || folder || '" --job ' || x % 90000 || ' --mode quiet' ELSE '"' || folder || '" -Embedding' END`,
  ProcessIntegrityLevel: "CASE x % 3 WHEN 0 THEN 'System' WHEN 1 THEN 'High' ELSE 'Medium' END",
  ProcessTokenElevation: "'TokenElevationTypeDefault'",
  ProcessCreationTime: 't - 1 - x % 20000',
  AccountDomain: "'corp'",
  AccountName: 'account',
  AccountSid: 'sid',
  AccountUpn: 'upn',
  LogonId: 'd % 4000 * 1009 + x % 7',
  InitiatingProcessFileName: 'starter',
  InitiatingProcessFolderPath: 'starterPath',
  InitiatingProcessSHA1: 'starterSha1',
  InitiatingProcessCommandLine: "starter || ' --session ' || d % 4000",
  InitiatingProcessId: '1000 + d % 4000 * 4',
  InitiatingProcessCreationTime: 't - t % 288000000000 + d',
  InitiatingProcessVersionInfoCompanyName: "'Microsoft Corporation'",
  InitiatingProcessAccountDomain: "'corp'",
  InitiatingProcessAccountName: 'account',
  ReportId: 't // 10000000 % 40000 + d',
  MachineGroup: 'machines',
  Type: "'DeviceProcessEvents'",
});
