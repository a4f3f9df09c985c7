/** Every table of telemetry, each fact about it in this one place. Browser-safe. */
import type { AccountColumns, FileColumns, HuntedFacts, ProcessColumns, TableFacts } from './table';

const DEFENDER = 'MicrosoftThreatProtection';
const bookkeeping = ['DeviceId', 'DeviceName', 'MachineGroup', 'SourceSystem', 'TenantId', 'Type', '_IsBillable'];

/** Defender names the columns of the acting process like those of the event’s own process, with a prefix. */
type Prefix = '' | 'InitiatingProcess';

const accountBy = (prefix: Prefix): AccountColumns => ({
  domain: `${prefix}AccountDomain`,
  name: `${prefix}AccountName`,
  objectId: `${prefix}AccountObjectId`,
  upn: `${prefix}AccountUpn`,
  sid: `${prefix}AccountSid`,
});
const fileBy = (prefix: Prefix): FileColumns => ({
  name: `${prefix}FileName`,
  sha256: `${prefix}SHA256`,
  sha1: `${prefix}SHA1`,
});

const created: ProcessColumns = {
  fileName: 'FileName',
  processId: 'ProcessId',
  creationTime: 'ProcessCreationTime',
  commandLine: 'ProcessCommandLine',
  account: accountBy(''),
};
const initiating: ProcessColumns = {
  fileName: 'InitiatingProcessFileName',
  processId: 'InitiatingProcessId',
  creationTime: 'InitiatingProcessCreationTime',
  commandLine: 'InitiatingProcessCommandLine',
  account: accountBy('InitiatingProcess'),
};
const parent: ProcessColumns = {
  fileName: 'InitiatingProcessParentFileName',
  processId: 'InitiatingProcessParentId',
  creationTime: 'InitiatingProcessParentCreationTime',
  commandLine: null,
  account: null,
};

/** A table of events in which no hunt of the catalogue looks for tools, though others may. */
const onlyImported = {
  connector: DEFENDER,
  bookkeeping,
  optional: true,
  account: accountBy('InitiatingProcess'),
  hunted: null,
} as const satisfies TableFacts;

/** In the order in which the screens list them. A table's columns and their types stand in lib/kql/schemas.ts. */
export const tables = {
  DeviceProcessEvents: {
    connector: DEFENDER,
    bookkeeping,
    optional: false,
    account: accountBy(''),
    hunted: {
      signal: 'process',
      word: 'Process',
      meaning: 'a program started',
      nameEnding: 'Create Process',
      action: 'ActionType',
      subject: ['FileName', 'FolderPath'],
      port: null,
      summary: { by: 'command line', word: 'command line' },
      attributes: {
        commandLine: ['ProcessCommandLine'],
        path: ['FolderPath'],
        fileName: ['FileName'],
        hash: ['SHA1', 'SHA256', 'MD5'],
        signer: [],
        company: ['ProcessVersionInfoCompanyName'],
        parent: ['InitiatingProcessFileName'],
        remoteUrl: [],
        remoteIp: [],
        sessionIp: ['ProcessRemoteSessionIP', 'InitiatingProcessRemoteSessionIP'],
      },
      titleNamesActor: false,
      processes: { created, initiating, parent },
      linked: {
        files: [fileBy(''), fileBy('InitiatingProcess')],
        accounts: [accountBy(''), accountBy('InitiatingProcess')],
        addresses: ['ProcessRemoteSessionIP', 'InitiatingProcessRemoteSessionIP'],
        urls: [],
      },
    },
  },
  DeviceNetworkEvents: {
    connector: DEFENDER,
    bookkeeping,
    optional: false,
    account: accountBy('InitiatingProcess'),
    hunted: {
      signal: 'network',
      word: 'Network',
      meaning: 'a connection',
      nameEnding: 'Network Connection',
      action: 'ActionType',
      subject: ['RemoteUrl', 'RemoteIP'],
      port: 'RemotePort',
      summary: { by: 'subject', word: 'remote address' },
      attributes: {
        commandLine: ['InitiatingProcessCommandLine'],
        path: ['InitiatingProcessFolderPath'],
        fileName: ['InitiatingProcessFileName'],
        hash: ['InitiatingProcessSHA1', 'InitiatingProcessSHA256', 'InitiatingProcessMD5'],
        signer: [],
        company: ['InitiatingProcessVersionInfoCompanyName'],
        parent: ['InitiatingProcessParentFileName'],
        remoteUrl: ['RemoteUrl'],
        remoteIp: ['RemoteIP'],
        sessionIp: ['InitiatingProcessRemoteSessionIP'],
      },
      titleNamesActor: true,
      processes: { created: null, initiating, parent },
      linked: {
        files: [fileBy('InitiatingProcess')],
        accounts: [accountBy('InitiatingProcess')],
        addresses: ['RemoteIP', 'InitiatingProcessRemoteSessionIP'],
        urls: ['RemoteUrl'],
      },
    },
  },
  DeviceFileCertificateInfo: {
    connector: DEFENDER,
    bookkeeping,
    optional: false,
    account: null,
    hunted: {
      signal: 'signature',
      word: 'Signature',
      meaning: 'a signed file',
      nameEnding: 'File Signature',
      action: null,
      subject: ['Signer', 'Issuer', 'SHA1'],
      port: null,
      summary: { by: 'subject', word: 'signer' },
      attributes: {
        commandLine: [],
        path: [],
        fileName: [],
        hash: ['SHA1'],
        signer: ['Signer'],
        company: [],
        parent: [],
        remoteUrl: [],
        remoteIp: [],
        sessionIp: [],
      },
      titleNamesActor: false,
      processes: { created: null, initiating: null, parent: null },
      linked: { files: [{ name: null, sha256: null, sha1: 'SHA1' }], accounts: [], addresses: [], urls: [] },
    },
  },
  DeviceInfo: { connector: DEFENDER, bookkeeping, optional: false, account: null, hunted: null },
  DeviceEvents: onlyImported,
  DeviceFileEvents: onlyImported,
  DeviceLogonEvents: onlyImported,
  DeviceRegistryEvents: onlyImported,
  DeviceImageLoadEvents: onlyImported,
} as const satisfies Record<string, TableFacts>;

export type TableName = keyof typeof tables;
type Hunted = Exclude<(typeof tables)[TableName]['hunted'], null>;
/** The signals: one for each hunted table. */
export type Signal = Hunted['signal'];

// The keys are those of `tables`, which is a constant.
export const tableNames = Object.keys(tables) as TableName[];

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(tables, name);
}

/** The columns that name who acted in an event of a table; null where it tells of none. */
export const accountOf = (name: string): AccountColumns | null => (isTableName(name) ? tables[name].account : null);

/** Whether only hunts that name the table need it. */
export const isOptional = (name: string) => isTableName(name) && tables[name].optional;

const hunted = tableNames.flatMap((table) => {
  const facts: TableFacts & { hunted: Hunted | null } = tables[table];
  return facts.hunted === null ? [] : [{ table, facts: facts.hunted }];
});

/** The signals in the order of every list. */
export const signals: readonly Signal[] = hunted.map(({ facts }) => facts.signal);

/** A record with a value for each signal. */
export function bySignal<T>(value: (signal: Signal, table: TableName, facts: HuntedFacts) => T): Record<Signal, T> {
  // `hunted` has every signal, as `Signal` is made of the same table.
  return Object.fromEntries(hunted.map(({ table, facts }) => [facts.signal, value(facts.signal, table, facts)])) as Record<
    Signal,
    T
  >;
}

export const tableOfSignal = bySignal((_, table) => table);
export const signalFacts = bySignal((_, __, facts) => facts);
/** The signal of each hunted table; other tables are not in it. */
export const signalOfTable: ReadonlyMap<string, Signal> = new Map(hunted.map(({ table, facts }) => [table, facts.signal]));

/** The table whose rows tell of a process's creation: there the processes around any event are looked up. */
export const creations = { table: 'DeviceProcessEvents', ...tables.DeviceProcessEvents.hunted } as const;
/** The table that tells of the devices themselves. */
export const DEVICES = 'DeviceInfo' satisfies TableName;
