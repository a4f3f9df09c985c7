/** The progress of an import, in words and as a fraction. Pure. */
import type { ImportProgress } from '@/lib/engines/model';
import { asksForTable as asks } from '@/lib/engines/model';
import { counted, formatCount } from '@/lib/shared/format';

export type Phase = 'waiting' | 'uploading' | 'starting' | 'reading' | 'sorting' | 'done' | 'failed' | 'cancelled';

export const phaseWords: Record<Phase, string> = {
  waiting: 'Waiting',
  uploading: 'Uploading',
  starting: 'Starting',
  reading: 'Reading',
  sorting: 'Sorting',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** The phase of an import on the server. While its size is not known, the file is arriving or its reader is starting. */
export function phaseOf({ state, bytesTotal }: Pick<ImportProgress, 'state' | 'bytesTotal'>): Phase {
  if (state === 'committed') return 'done';
  if (state === 'reading' && bytesTotal === 0) return 'starting';
  return state;
}

/** `done` of `total` as 0 to 1; undefined while the total is not known. */
export function shareOf(done: number, total: number): number | undefined {
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : undefined;
}

const units = ['kB', 'MB', 'GB', 'TB'];

/** `812 B`, `1.4 MB`, `12 GB`: decimal units, two digits at least. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value < 10 ? (Math.floor(value * 10) / 10).toFixed(1) : Math.floor(value)} ${units[power - 1]}`;
}

/** The progress of a running import: bytes and rows. */
export function progressWords(
  job: Pick<ImportProgress, 'state' | 'bytesRead' | 'bytesTotal' | 'rowsRead' | 'rowsWritten'>,
): string {
  const rows = counted(job.rowsRead, 'row');
  if (job.state === 'sorting') return `${rows} read, ${formatCount(job.rowsWritten)} sorted in`;
  if (job.bytesTotal === 0) return 'The file is arriving, or its reader is starting';
  return `${formatBytes(job.bytesRead)} of ${formatBytes(job.bytesTotal)}, ${rows}`;
}

/** Whether an import failed in a way that naming its table could mend. */
export function asksForTable({ state, fault }: Pick<ImportProgress, 'state' | 'fault'>): boolean {
  return state === 'failed' && fault !== null && asks(fault);
}

/** Whether an import has been committed since the list before was read. */
export function hasNewlyCommitted(before: readonly ImportProgress[], after: readonly ImportProgress[]): boolean {
  const known = new Set(before.filter(({ state }) => state === 'committed').map(({ id }) => id));
  return after.some(({ id, state }) => state === 'committed' && !known.has(id));
}
