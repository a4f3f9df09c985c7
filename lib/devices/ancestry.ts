/** The processes around an event, from the fields Defender puts in its rows. Pure. */
import type { Cell } from '@/lib/kql/model';
import { parseInstant } from '@/lib/shared/time';
import type { AccountColumns, ProcessColumns } from '@/lib/tables/table';
import { signalFacts } from '@/lib/tables/tables';
import type { DeviceEvent, ProcessNode } from './model';

type Columns = Record<string, Cell>;

const text = (columns: Columns, name: string) => (typeof columns[name] === 'string' ? columns[name] : '');
const longOf = (columns: Columns, name: string) => text(columns, name) || null;

function accountOf(columns: Columns, { domain, name }: AccountColumns): string {
  return [text(columns, domain), text(columns, name)].filter((part) => part !== '').join('\\');
}

/** A process as some columns of an event tell of it. */
function processOf({ columns }: DeviceEvent, names: ProcessColumns): Omit<ProcessNode, 'relation' | 'eventId'> {
  return {
    fileName: text(columns, names.fileName),
    processId: longOf(columns, names.processId),
    creationTime: longOf(columns, names.creationTime),
    commandLine: names.commandLine === null ? '' : text(columns, names.commandLine),
    account: names.account === null ? '' : accountOf(columns, names.account),
  };
}

/** The pair that identifies a process: Windows uses process ids again, with another creation time. */
export interface ProcessKey {
  processId: string;
  creationTime: string;
}

/** The process that an event created; null where events of its table create none. */
export function subjectOf(event: DeviceEvent, relation: ProcessNode['relation']): ProcessNode | null {
  const { created } = signalFacts[event.signal].processes;
  return created && { relation, ...processOf(event, created), eventId: event.id };
}

/** The process that acted, or its parent, from the columns of the row; null if the row names none. */
export function toldOf(
  event: DeviceEvent,
  which: 'initiating' | 'parent',
  relation: ProcessNode['relation'],
): ProcessNode | null {
  const names = signalFacts[event.signal].processes[which];
  const process = names && processOf(event, names);
  return process && process.fileName !== '' ? { relation, ...process, eventId: null } : null;
}

/** What identifies a process; null where the row does not say. */
export function keyOf(node: ProcessNode | null): ProcessKey | null {
  if (!node?.processId || !node.creationTime || parseInstant(node.creationTime) === undefined) return null;
  return { processId: node.processId, creationTime: node.creationTime };
}
