/** What an event's row says in a table's cells: the words for any signal. Pure. */
import type { DeviceEvent } from '@/lib/devices/model';

type Row = Pick<DeviceEvent, 'signal' | 'columns'>;

function first({ columns }: Row, ...names: string[]): string {
  const value = names.map((name) => columns[name]).find((cell) => cell !== undefined && cell !== null && cell !== '');
  return value === undefined ? '' : String(value);
}

function account(row: Row, prefix: '' | 'InitiatingProcess'): string {
  return [first(row, `${prefix}AccountDomain`), first(row, `${prefix}AccountName`)].filter((part) => part !== '').join('\\');
}

function remoteOf(row: Row): string {
  const [host, port] = [first(row, 'RemoteUrl', 'RemoteIP'), first(row, 'RemotePort')];
  return port === '' ? host : `${host}:${port}`;
}

/** The file that was started, the remote end, or who signed. */
export function whatOf(row: Row): string {
  if (row.signal === 'process') return first(row, 'FileName', 'FolderPath');
  if (row.signal === 'network') return remoteOf(row);
  return first(row, 'Signer', 'Issuer', 'SHA1');
}

/** Who acted; certificates name nobody. */
export function accountOf(row: Row): string {
  return account(row, row.signal === 'process' ? '' : 'InitiatingProcess');
}

export function commandOf(row: Row): string {
  return row.signal === 'process' ? first(row, 'ProcessCommandLine') : first(row, 'InitiatingProcessCommandLine');
}

/** Which workspace it is from, where several are asked. */
export function workspaceOf(row: Row): string {
  return first(row, 'Workspace');
}

export function initiatorOf(row: Row): string {
  return first(row, 'InitiatingProcessFileName');
}

export interface EventWords {
  text: string;
  /** What a copy button copies. */
  label: 'command line' | 'remote address' | 'signer';
}

/** The one value of an event that tells most about it. */
export function eventWords(row: Row): EventWords {
  if (row.signal === 'process') return { text: commandOf(row) || whatOf(row), label: 'command line' };
  return { text: whatOf(row), label: row.signal === 'network' ? 'remote address' : 'signer' };
}
