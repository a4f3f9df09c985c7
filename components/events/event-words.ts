/** The words for an event in table cells and titles. Its table’s descriptor says which columns they come from. Pure. */
import type { DeviceEvent } from '@/lib/devices/model';
import type { ProcessColumns } from '@/lib/tables/table';
import { signalFacts, tableOfSignal, tables } from '@/lib/tables/tables';

type Row = Pick<DeviceEvent, 'signal' | 'columns'>;

type Names = (string | null | undefined)[];

/** The first of these columns that is not empty; '' if all are. */
function first(row: Row, ...names: Names): string {
  return firstField(row, ...names)?.value ?? '';
}

/** The same with the column's name; null if all are empty. */
function firstField({ columns }: Row, ...names: Names): { column: string; value: string } | null {
  for (const column of names) {
    const cell = column ? columns[column] : undefined;
    if (column && cell !== undefined && cell !== null && cell !== '') return { column, value: String(cell) };
  }
  return null;
}

/** The process that the event created, else the process that acted; null if its table has neither. */
function processOf({ signal }: Row): ProcessColumns | null {
  const { created, initiating } = signalFacts[signal].processes;
  return created ?? initiating;
}

/** The action, in the sensor’s own words. */
export function actionOf(row: Row): string {
  return first(row, signalFacts[row.signal].action);
}

/** What the event is about, such as the file that was started or the remote end. */
function subjectOf(row: Row): string {
  return first(row, ...signalFacts[row.signal].subject);
}

/** The subject with its port, where it has one. */
export function whatOf(row: Row): string {
  const port = first(row, signalFacts[row.signal].port);
  return port === '' ? subjectOf(row) : `${subjectOf(row)}:${port}`;
}

/** The account that acted; '' if the table has none. */
export function accountOf(row: Row): string {
  const { account } = tables[tableOfSignal[row.signal]];
  return [first(row, account?.domain), first(row, account?.name)].filter((part) => part !== '').join('\\');
}

export function commandOf(row: Row): string {
  return first(row, processOf(row)?.commandLine);
}

/** The workspace that the event is from; '' if only one is asked. */
export function workspaceOf(row: Row): string {
  return first(row, 'Workspace');
}

/** File name of the process that acted. */
export function initiatorOf(row: Row): string {
  return first(row, signalFacts[row.signal].processes.initiating?.fileName);
}

interface EventWords {
  text: string;
  /** What a copy button copies. */
  label: string;
}

/** The one value of an event that tells most about it. */
export function eventWords(row: Row): EventWords {
  const { by, word } = signalFacts[row.signal].summary;
  return { text: (by === 'command line' && commandOf(row)) || whatOf(row), label: word };
}

/** What an event is, in a few words: `anydesk.exe → relay.example`. */
export function eventTitle(row: Row & Pick<DeviceEvent, 'table'>): string {
  const subject = subjectOf(row);
  const actor = signalFacts[row.signal].titleNamesActor ? initiatorOf(row) : '';
  const title = [actor, subject].filter((part) => part !== '').join(' → ');
  return title || `${actionOf(row)} in ${row.table}`.trim();
}

/** What a cell of the table of events shows, as a column that an exclusion can name; null where it can name none. */
export function excludableOf(row: Row, cell: string): { column: string; value: string } | null {
  const { action, subject, processes } = signalFacts[row.signal];
  if (cell === 'event-action') return firstField(row, action);
  if (cell === 'event-what') return firstField(row, ...subject);
  if (cell === 'event-command') return firstField(row, processOf(row)?.commandLine);
  if (cell === 'event-initiator') return firstField(row, processes.initiating?.fileName);
  const account = accountOf(row);
  return cell === 'event-account' && account !== '' ? { column: 'account', value: account } : null;
}
