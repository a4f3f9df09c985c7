/** The processes around an event, from the fields Defender puts in its rows. Pure. */
import type { Cell } from '@/lib/engines/model';
import { parseInstant } from '@/lib/shared/time';
import type { DeviceEvent, ProcessNode } from './model';

type Columns = Record<string, Cell>;

const text = (columns: Columns, name: string) => (typeof columns[name] === 'string' ? columns[name] : '');
const longOf = (columns: Columns, name: string) => text(columns, name) || null;

function account(columns: Columns, prefix: '' | 'InitiatingProcess'): string {
  return [text(columns, `${prefix}AccountDomain`), text(columns, `${prefix}AccountName`)]
    .filter((part) => part !== '')
    .join('\\');
}

/** The pair that identifies a process: Windows uses process ids again, with another creation time. */
export interface ProcessKey {
  processId: string;
  creationTime: string;
}

/** The process that a row of DeviceProcessEvents created. */
export function subjectOf(event: DeviceEvent, relation: ProcessNode['relation']): ProcessNode {
  const { columns } = event;
  return {
    relation,
    fileName: text(columns, 'FileName'),
    processId: longOf(columns, 'ProcessId'),
    creationTime: longOf(columns, 'ProcessCreationTime'),
    commandLine: text(columns, 'ProcessCommandLine'),
    account: account(columns, ''),
    eventId: event.id,
  };
}

/** The process that acted, as the row itself tells; null where the row names none. */
export function initiatorOf({ columns }: DeviceEvent, relation: ProcessNode['relation']): ProcessNode | null {
  const fileName = text(columns, 'InitiatingProcessFileName');
  if (fileName === '') return null;
  return {
    relation,
    fileName,
    processId: longOf(columns, 'InitiatingProcessId'),
    creationTime: longOf(columns, 'InitiatingProcessCreationTime'),
    commandLine: text(columns, 'InitiatingProcessCommandLine'),
    account: account(columns, 'InitiatingProcess'),
    eventId: null,
  };
}

/** The parent of the process that acted: its name, id and creation time are all a row tells. */
export function initiatorParentOf({ columns }: DeviceEvent, relation: ProcessNode['relation']): ProcessNode | null {
  const fileName = text(columns, 'InitiatingProcessParentFileName');
  if (fileName === '') return null;
  return {
    relation,
    fileName,
    processId: longOf(columns, 'InitiatingProcessParentId'),
    creationTime: longOf(columns, 'InitiatingProcessParentCreationTime'),
    commandLine: '',
    account: '',
    eventId: null,
  };
}

/** What identifies a process; null where the row does not say. */
export function keyOf(node: ProcessNode | null): ProcessKey | null {
  if (!node?.processId || !node.creationTime || parseInstant(node.creationTime) === undefined) return null;
  return { processId: node.processId, creationTime: node.creationTime };
}
