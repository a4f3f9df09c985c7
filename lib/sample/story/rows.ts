/** A story's processes and connections as rows of the hunted tables. Columns that are not here hold nothing. */
import type { Account } from '../company/people';
import type { Values } from '../noise/load';
import { fileOf, type Program } from '../programs/program';
import type { Connection, Process } from './process';

export type StoryTable = 'DeviceProcessEvents' | 'DeviceNetworkEvents' | 'DeviceFileCertificateInfo' | 'DeviceInfo';

export function processRow(process: Process): Values {
  const { program, account, machine, parent } = process;
  return {
    ActionType: 'ProcessCreated',
    FileName: fileOf(process.path),
    FolderPath: process.path,
    SHA1: program.sha1,
    SHA256: program.sha256,
    MD5: program.md5,
    FileSize: program.size,
    ...versionInfo('Process', program),
    ProcessId: process.pid,
    ProcessCommandLine: process.command,
    ProcessIntegrityLevel: integrity(process),
    ProcessTokenElevation: elevation(process),
    ProcessCreationTime: process.created,
    ...accountColumns('', account),
    LogonId: machine.logonId(account),
    ...(parent ? initiating(parent) : {}),
    InitiatingProcessLogonId: machine.logonId(parent?.account ?? account),
    InitiatingProcessSignerType: parent?.program.certificate?.microsoft ? 'OsVendor' : 'Unknown',
    InitiatingProcessSignatureStatus: parent?.program.certificate ? 'Valid' : 'Unknown',
    CreatedProcessSessionId: process.account.domain === 'nt authority' ? 0 : 2,
    ProcessUniqueId: uniqueId(process),
    ...remoteSession(process, 'IsProcessRemoteSession', 'Process'),
  };
}

export function connectionRow(process: Process, { host = '', ip, port = 443, failed = false }: Connection): Values {
  const type = (address: string) => (/^(?:10|192\.168|172\.16)\./.test(address) ? 'Private' : 'Public');
  return {
    ActionType: failed ? 'ConnectionFailed' : 'ConnectionSuccess',
    RemoteIP: ip,
    RemoteIPType: type(ip),
    RemotePort: port,
    RemoteUrl: host,
    LocalIP: process.machine.device.ip,
    LocalIPType: 'Private',
    LocalPort: 49_152 + (process.pid % 16_000),
    Protocol: 'Tcp',
    ...initiating(process),
  };
}

/** The file's certificate, as looked at when the process started. */
export function certificateRow({ program }: Process): Values {
  const { signer, issuer, serial, microsoft } = program.certificate ?? { signer: '', issuer: '', serial: '', microsoft: false };
  return {
    SHA1: program.sha1,
    IsSigned: true,
    SignatureType: 'Embedded',
    Signer: signer,
    Issuer: issuer,
    CertificateSerialNumber: serial,
    IsTrusted: true,
    IsRootSignerMicrosoft: microsoft,
  };
}

function initiating(process: Process): Values {
  const { program, parent } = process;
  return {
    ...accountColumns('InitiatingProcess', process.account),
    ...versionInfo('InitiatingProcess', program),
    InitiatingProcessIntegrityLevel: integrity(process),
    InitiatingProcessTokenElevation: elevation(process),
    InitiatingProcessSHA1: program.sha1,
    InitiatingProcessSHA256: program.sha256,
    InitiatingProcessMD5: program.md5,
    InitiatingProcessFileName: fileOf(process.path),
    InitiatingProcessFileSize: program.size,
    InitiatingProcessFolderPath: process.path.toLowerCase(),
    InitiatingProcessCommandLine: process.command,
    InitiatingProcessId: process.pid,
    InitiatingProcessCreationTime: process.created,
    InitiatingProcessParentId: parent?.pid ?? null,
    InitiatingProcessParentFileName: parent ? fileOf(parent.path) : '',
    InitiatingProcessParentCreationTime: parent?.created ?? null,
    InitiatingProcessSessionId: process.account.domain === 'nt authority' ? 0 : 2,
    InitiatingProcessUniqueId: uniqueId(process),
    ...remoteSession(process, 'IsInitiatingProcessRemoteSession', 'InitiatingProcess'),
  };
}

function accountColumns(prefix: string, { domain, name, sid, upn, objectId }: Account): Values {
  return {
    [`${prefix}AccountDomain`]: domain,
    [`${prefix}AccountName`]: name,
    [`${prefix}AccountSid`]: sid,
    [`${prefix}AccountUpn`]: upn,
    [`${prefix}AccountObjectId`]: objectId,
  };
}

function versionInfo(prefix: string, program: Program): Values {
  return {
    [`${prefix}VersionInfoCompanyName`]: program.company,
    [`${prefix}VersionInfoProductName`]: program.product,
    [`${prefix}VersionInfoProductVersion`]: program.version,
    [`${prefix}VersionInfoInternalFileName`]: program.originalName,
    [`${prefix}VersionInfoOriginalFileName`]: program.originalName,
    [`${prefix}VersionInfoFileDescription`]: program.description,
  };
}

/** Whether it runs in an RDP session, and from where. */
function remoteSession({ machine, account }: Process, flag: string, prefix: string): Values {
  const from = account.domain === 'nt authority' ? undefined : machine.rdpFrom;
  return {
    [flag]: from !== undefined,
    [`${prefix}RemoteSessionDeviceName`]: from?.name ?? '',
    [`${prefix}RemoteSessionIP`]: from?.ip ?? '',
  };
}

const integrity = ({ account, elevated }: Process) =>
  account.domain === 'nt authority' ? 'System' : elevated ? 'High' : 'Medium';
const elevation = ({ account, elevated }: Process) => {
  if (account.domain === 'nt authority') return 'TokenElevationTypeDefault';
  return elevated ? 'TokenElevationTypeFull' : 'TokenElevationTypeLimited';
};
const uniqueId = ({ pid, created }: Process) => String(BigInt(pid) * 4_294_967_296n + ((created / 10_000_000n) % 4_294_967_296n));
