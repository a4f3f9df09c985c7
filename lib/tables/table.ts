/** What the product must know of a table of telemetry besides the types of its columns. Browser-safe. */

/** Columns that name an account. */
export interface AccountColumns {
  domain: string;
  name: string;
  /** Object id in Entra. */
  objectId: string;
  upn: string;
  sid: string;
}

/** Columns that name a file; null where the table has none of the kind. */
export interface FileColumns {
  name: string | null;
  sha256: string | null;
  sha1: string;
}

/** Columns that name a process; null where the table has none of the kind. */
export interface ProcessColumns {
  fileName: string;
  processId: string;
  creationTime: string;
  commandLine: string | null;
  account: AccountColumns | null;
}

/** The attributes of an event: names for what several tables call differently. */
export const attributes = {
  commandLine: 'Command line',
  path: 'Folder path',
  fileName: 'File name',
  hash: 'Hash',
  signer: 'Signer',
  company: 'Company',
  parent: 'Parent process',
  remoteUrl: 'Remote URL',
  remoteIp: 'Remote IP',
  sessionIp: 'Remote session IP',
} as const;
export type Attribute = keyof typeof attributes;

/** How the events of a hunted table are named, listed and linked. */
export interface HuntedFacts {
  /** The signal: what kind of trace an event is, in URLs, answers and ids of events. Lower-case letters only. */
  signal: string;
  /** The signal on the screen. */
  word: string;
  /** What an event of it means, as the end of a sentence: `a program started`. */
  meaning: string;
  /** How names of its hunts end: `… - RealVNC - Create Process`. */
  nameEnding: string;
  /** The action, in the sensor’s words. */
  action: string | null;
  /** The columns with the subject of the event; the first that is not empty counts. */
  subject: readonly string[];
  /** The port that belongs to the subject. */
  port: string | null;
  /** What a list shows of an event when it shows one value only. */
  summary: { by: 'command line' | 'subject'; word: string };
  /** The columns that hold each attribute, the most telling first; empty if the table has none. */
  attributes: Record<Attribute, readonly string[]>;
  /** Whether a title says who did it: `anydesk.exe → relay.example`. */
  titleNamesActor: boolean;
  /** The processes around an event: the one that it created, the one that acted, and that one's parent. */
  processes: { created: ProcessColumns | null; initiating: ProcessColumns | null; parent: ProcessColumns | null };
  /** The columns with things that have a page in Defender’s portal. */
  linked: {
    files: readonly FileColumns[];
    accounts: readonly AccountColumns[];
    addresses: readonly string[];
    /** Web addresses or host names. */
    urls: readonly string[];
  };
}

export interface TableFacts {
  /** Id of the data connector in Sentinel that brings it, as hunts carry it. */
  connector: string;
  /** Columns that a search of events leaves out: they are the same in every row of a device or of a workspace. */
  bookkeeping: readonly string[];
  /** Only hunts that name the table need it, so nobody is warned if it is missing. */
  optional: boolean;
  /** The columns that name who acted; null if the table has none. */
  account: AccountColumns | null;
  /** Null: it is imported and read, but no hunt looks for tools in it. */
  hunted: HuntedFacts | null;
}
