/** SQL that turns the generated starts into rows of the hunted tables. */

import { selectList } from '@/lib/engines/embedded/columns';
import type { Ticks } from '@/lib/shared/time';
import { guidOf } from '../chance';
import { DAY, DAYS } from './starts';

const TENANT = `'${guidOf('tenant')}'`;

/** Columns of an account: `u` is the number of proc; the user's own come from dev. */
function account(prefix: string, u: string): Record<string, string> {
  const of = (user: string, system: string, network: string, root: string) =>
    `CASE WHEN ${u} = 0 THEN ${user} WHEN kind IN ('mac', 'linux') THEN ${root} WHEN ${u} = 1 THEN ${system} ELSE ${network} END`;
  return {
    [`${prefix}AccountDomain`]: of('userDomain', "'nt authority'", "'nt authority'", "split_part(dev.name, '.', 1)"),
    [`${prefix}AccountName`]: of('userName', "'system'", "'network service'", "'root'"),
    [`${prefix}AccountSid`]: of('userSid', "'S-1-5-18'", "'S-1-5-20'", "''"),
    [`${prefix}AccountUpn`]: of('userUpn', "''", "''", "''"),
    [`${prefix}AccountObjectId`]: of('userObjectId', "''", "''", "''"),
  };
}

const integrity = (u: string) => `CASE ${u} WHEN 0 THEN 'Medium' ELSE 'System' END`;
const elevation = (u: string) => `CASE ${u} WHEN 0 THEN 'TokenElevationTypeLimited' ELSE 'TokenElevationTypeDefault' END`;

function versionInfo(prefix: string, p: string): Record<string, string> {
  return {
    [`${prefix}VersionInfoCompanyName`]: `${p}.company`,
    [`${prefix}VersionInfoProductName`]: `${p}.product`,
    [`${prefix}VersionInfoProductVersion`]: `${p}.version`,
    [`${prefix}VersionInfoInternalFileName`]: `CASE ${p}.product WHEN '' THEN '' ELSE ${p}.originalName END`,
    [`${prefix}VersionInfoOriginalFileName`]: `CASE ${p}.product WHEN '' THEN '' ELSE ${p}.originalName END`,
    [`${prefix}VersionInfoFileDescription`]: `${p}.description`,
  };
}

/** Columns of the process that did it. `of` names its columns in the query, `p` its program, `parent` its parent's program. */
function initiating(
  of: { u: string; cmd: string; pid: string; ct: string; parentPid: string; parentCt: string },
  p: string,
  parent: string,
) {
  const name = 'InitiatingProcess';
  return {
    ...account(name, of.u),
    ...versionInfo(name, p),
    [`${name}IntegrityLevel`]: integrity(of.u),
    [`${name}TokenElevation`]: elevation(of.u),
    [`${name}SHA1`]: `${p}.sha1`,
    [`${name}SHA256`]: `${p}.sha256`,
    [`${name}MD5`]: `${p}.md5`,
    [`${name}FileName`]: `${p}.file`,
    [`${name}FileSize`]: `${p}.size`,
    [`${name}FolderPath`]: `lower(replace(${p}.path, '{user}', userName))`,
    [`${name}CommandLine`]: of.cmd,
    [`${name}Id`]: of.pid,
    [`${name}CreationTime`]: of.ct,
    [`${name}ParentId`]: of.parentPid,
    [`${name}ParentFileName`]: `coalesce(${parent}.file, '')`,
    [`${name}ParentCreationTime`]: of.parentCt,
    [`${name}SessionId`]: `CASE ${of.u} WHEN 0 THEN 1 ELSE 0 END`,
    [`${name}UniqueId`]: `CAST(${of.pid} * 4294967296 + ${of.ct} // 10000000 % 4294967296 AS VARCHAR)`,
    [`Is${name}RemoteSession`]: `kind = 'server' AND ${of.u} = 0`,
  };
}

const common = (table: string, time: string) => ({
  Timestamp: time,
  TimeGenerated: time,
  DeviceId: 'dev.id',
  DeviceName: 'dev.name',
  MachineGroup: "site || ' / ' || department",
  Type: `'${table}'`,
  TenantId: TENANT,
});

export function processRows(): string {
  const columns = selectList('DeviceProcessEvents', {
    ...common('DeviceProcessEvents', 't'),
    ReportId: 'reportId',
    ActionType: "'ProcessCreated'",
    FileName: 'pr.file',
    FolderPath: "replace(pr.path, '{user}', userName)",
    SHA1: 'pr.sha1',
    SHA256: 'pr.sha256',
    MD5: 'pr.md5',
    FileSize: 'pr.size',
    ...versionInfo('Process', 'pr'),
    ProcessId: 'pid',
    ProcessCommandLine: 'cmd',
    ProcessIntegrityLevel: integrity('u'),
    ProcessTokenElevation: elevation('u'),
    ProcessCreationTime: 'ct',
    ...account('', 'u'),
    LogonId: 'logonId',
    ...initiating({ u: 'iu', cmd: 'icmd', pid: 'ipid', ct: 'ict', parentPid: 'ppid', parentCt: 'pct' }, 'ini', 'par'),
    InitiatingProcessLogonId: 'CASE iu WHEN 0 THEN logonId ELSE 999 END',
    InitiatingProcessSignerType: "CASE WHEN ini.signer IS NULL THEN '' WHEN ini.microsoft THEN 'OsVendor' ELSE 'Unknown' END",
    InitiatingProcessSignatureStatus: "CASE WHEN ini.signer IS NULL THEN 'Unknown' ELSE 'Valid' END",
    AdditionalFields: "CASE pid % 5 WHEN 0 THEN NULL WHEN 1 THEN '[]' ELSE '{}' END",
    CreatedProcessSessionId: 'CASE u WHEN 0 THEN 1 ELSE 0 END',
    IsProcessRemoteSession: "kind = 'server' AND u = 0",
    ProcessUniqueId: 'CAST(pid * 4294967296 + ct // 10000000 % 4294967296 AS VARCHAR)',
  });
  return `SELECT ${columns} FROM proc JOIN dev USING (d) JOIN prog pr USING (p) JOIN prog ini ON ini.p = ip LEFT JOIN prog par ON par.p = pp`;
}

/** `net`: one row a connection of a process of `proc`. */
export function connectionsSql(now: Ticks): string {
  return `CREATE TABLE net AS
    SELECT * EXCLUDE (base, wrap), base + row_number() OVER (PARTITION BY d ORDER BY told, pid, n) % wrap AS netReportId FROM (
      SELECT proc.* EXCLUDE (h), n, hosts[1 + (hash(t, pid, n) % len(hosts)::UBIGINT)::BIGINT] AS host,
        t + 5000000 + CASE n WHEN 0 THEN (hash(pid, t) % 30000000)::BIGINT ELSE (hash(t, pid, n, 'at') % 180000000000)::BIGINT END AS told
      FROM (SELECT proc.*, hosts, unnest(range(CAST(floor(connections + dice(d, t, pid, 5)) AS BIGINT))) AS n
        FROM proc JOIN hab USING (h) WHERE connections > 0) proc)
      JOIN (SELECT d, base, wrap FROM dev) USING (d)
    WHERE told <= ${now}`;
}

export function networkRows(): string {
  const internal = "host LIKE '%.haldenmarsh.example'";
  const columns = selectList('DeviceNetworkEvents', {
    ...common('DeviceNetworkEvents', 'told'),
    ReportId: 'netReportId',
    ActionType: "CASE hash(pid, told) % 25 WHEN 0 THEN 'ConnectionFailed' ELSE 'ConnectionSuccess' END",
    RemoteIP: `CASE WHEN ${internal} THEN '10.20.8.' ELSE '198.51.100.' END || (1 + hash(host) % 250)`,
    RemoteIPType: `CASE WHEN ${internal} THEN 'Private' ELSE 'Public' END`,
    RemotePort: '443',
    RemoteUrl: "CASE hash(told) % 9 WHEN 0 THEN 'https://' || host || '/' ELSE host END",
    LocalIP: 'localIp',
    LocalIPType: "'Private'",
    LocalPort: '49152 + (hash(told, pid) % 16000)::INTEGER',
    Protocol: "'Tcp'",
    ...initiating({ u: 'u', cmd: 'cmd', pid: 'pid', ct: 'ct', parentPid: 'ipid', parentCt: 'ict' }, 'pr', 'par'),
  });
  return `SELECT ${columns} FROM net JOIN dev USING (d) JOIN prog pr USING (p) JOIN prog par ON par.p = ip`;
}

/** DNS look-ups, which the sensor reports without their process. */
export function inspectedRows(): string {
  const columns = selectList('DeviceNetworkEvents', {
    ...common('DeviceNetworkEvents', 'told - 900000'),
    ReportId: 'netReportId + 1000',
    ActionType: "'DnsConnectionInspected'",
    RemoteIP: "'10.20.8.2'",
    RemoteIPType: "'Private'",
    RemotePort: '53',
    LocalIP: 'localIp',
    LocalIPType: "'Private'",
    LocalPort: '49152 + (hash(told) % 16000)::INTEGER',
    Protocol: "'Udp'",
    AdditionalFields: `json_object('direction', 'Out', 'query', host, 'qtype_name', 'A', 'rejected', 'false')::VARCHAR`,
  });
  return `SELECT ${columns} FROM net JOIN dev USING (d) WHERE hash(told, host) % 6 = 0 AND netReportId < 9000000000000000000`;
}

/** A signed file's certificate is looked at when it first runs on a device, and about once a week after. */
export function certificateRows(): string {
  const columns = selectList('DeviceFileCertificateInfo', {
    ...common('DeviceFileCertificateInfo', 't + 20000 + pid % 9000'),
    ReportId: 'base + row_number() OVER (PARTITION BY d ORDER BY t, p) % wrap',
    SHA1: 'pr.sha1',
    IsSigned: 'TRUE',
    SignatureType: "CASE WHEN pr.microsoft THEN 'Catalog' ELSE 'Embedded' END",
    Signer: 'pr.signer',
    SignerHash: 'left(sha1(pr.signer), 40)',
    Issuer: 'pr.issuer',
    IssuerHash: 'left(sha1(pr.issuer), 40)',
    CertificateSerialNumber: 'pr.serial',
    CrlDistributionPointUrls: `'["http://crl.example.com/' || left(sha1(pr.issuer), 8) || '.crl"]'`,
    CertificateCreationTime: '638100000000000000 + hash(pr.signer) % 1000 * 86400000000',
    CertificateExpirationTime: '639400000000000000 + hash(pr.signer) % 1000 * 86400000000',
    CertificateCountersignatureTime: '638500000000000000 + hash(pr.sha1) % 1000 * 8640000000',
    IsTrusted: 'TRUE',
    IsRootSignerMicrosoft: 'pr.microsoft',
  });
  return `SELECT ${columns} FROM (SELECT d, p, min(t) AS t, arg_min(pid, t) AS pid
    FROM proc GROUP BY d, p, t // ${7n * DAY}) JOIN dev USING (d) JOIN prog pr USING (p) WHERE pr.signer IS NOT NULL`;
}

/** Each device reports itself twice a day. */
export function deviceRows(now: Ticks): string {
  const windows = "kind IN ('workstation', 'server')";
  const columns = selectList('DeviceInfo', {
    ...common('DeviceInfo', 'told'),
    ReportId: 'base + n % wrap',
    ClientVersion: `CASE WHEN ${windows} THEN '10.8760.22621.3668' ELSE '101.24042.0002' END`,
    PublicIP: 'publicIp',
    OSArchitecture: "CASE kind WHEN 'mac' THEN 'arm64' ELSE '64-bit' END",
    OSPlatform:
      "CASE kind WHEN 'workstation' THEN 'Windows11' WHEN 'server' THEN 'WindowsServer2022' WHEN 'mac' THEN 'macOS' ELSE 'Linux' END",
    OSBuild: "CASE kind WHEN 'workstation' THEN 22621 WHEN 'server' THEN 20348 END",
    OSVersion: "CASE kind WHEN 'mac' THEN '14.5' WHEN 'linux' THEN '12.5' ELSE '10.0' END",
    OSVersionInfo: "CASE kind WHEN 'workstation' THEN '22H2' WHEN 'server' THEN '21H2' ELSE '' END",
    OSDistribution:
      "CASE kind WHEN 'workstation' THEN 'Windows11' WHEN 'server' THEN 'WindowsServer2022' WHEN 'mac' THEN 'macOS' ELSE 'Debian' END",
    DeviceType: "CASE kind WHEN 'server' THEN 'Server' WHEN 'linux' THEN 'Server' ELSE 'Workstation' END",
    DeviceCategory: "'Endpoint'",
    JoinType: `CASE WHEN ${windows} THEN 'Hybrid Azure AD Join' ELSE '' END`,
    IsAzureADJoined: windows,
    AadDeviceId: 'left(md5(dev.id), 8)',
    LoggedOnUsers: `CASE WHEN ${windows} THEN json_array(json_object('UserName', upper(userName), 'DomainName', upper(userDomain), 'Sid', userSid))::VARCHAR END`,
    OnboardingStatus: "'Onboarded'",
    SensorHealthState: "CASE d % 50 WHEN 7 THEN 'Inactive' ELSE 'Active' END",
    ExposureLevel: "CASE d % 6 WHEN 0 THEN 'Medium' WHEN 1 THEN 'High' ELSE 'Low' END",
    AssetValue: "CASE kind WHEN 'server' THEN 'High' ELSE '' END",
    DeviceManualTags: "CASE WHEN department = 'Executive' THEN '[\"VIP\"]' ELSE '' END",
    Vendor: "CASE kind WHEN 'mac' THEN 'Apple' ELSE 'Exemplar Systems' END",
    Model: "CASE kind WHEN 'workstation' THEN 'Slate 14' WHEN 'mac' THEN 'MacBookPro18,3' ELSE 'Rack 2U' END",
    HardwareUuid: 'md5(dev.id)',
    IsInternetFacing: "kind = 'linux'",
    IsExcluded: 'FALSE',
    IsTransient: 'FALSE',
  });
  return `SELECT ${columns} FROM (SELECT d, n, ${now} - n * ${DAY / 2n} - (hash(d, n) % 18000000000)::BIGINT AS told
    FROM dev, (SELECT range AS n FROM range(${2n * DAYS}))) JOIN dev USING (d)`;
}
