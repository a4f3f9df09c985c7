/**
 * The files to send to the server, one after another, because it imports one at a time. The queue lives outside the pages, so
 * that going to another page stops nothing. The browser warns before the tab is closed.
 */
import type { QueryClient } from '@tanstack/react-query';
import { Problem } from '@/components/ui/fetch';
import { failureOf } from '@/components/writes/failure';
import type { ImportProgress } from '@/lib/engines/model';
import { readImports } from './queries';
import { cancelImport, upload } from './upload';

export interface Sending {
  key: number;
  file: File;
  /** The table for its rows; empty if the server is to recognise it. */
  table: string;
  phase: 'waiting' | 'uploading' | 'failed' | 'cancelled';
  bytesSent: number;
  /** The file of the import that it waits for. */
  holder: string | null;
  /** Why it failed. */
  fault: string | null;
  /** The id of the server’s import of it, once that is known. */
  jobId: string | null;
}

const AGAIN_AFTER = 700;

const none: readonly Sending[] = [];
let sendings = none;
let lastKey = 0;
let working = false;
const listeners = new Set<() => void>();
const controllers = new Map<number, AbortController>();
/** The files that have arrived, by import, so that a failed one can be sent again. */
const sent = new Map<string, File>();

const pause = () => new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER));
const warn = (event: Event) => event.preventDefault();

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const readSendings = () => sendings;
export const noSendings = () => none;

/** The file of an import, if this tab sent it. */
export const fileOf = (jobId: string): File | undefined => sent.get(jobId);

/** Puts files at the end of the queue. */
export function send(files: readonly File[], table: string, client: QueryClient): void {
  const added = files.map((file): Sending => {
    lastKey += 1;
    return { key: lastKey, file, table, phase: 'waiting', bytesSent: 0, holder: null, fault: null, jobId: null };
  });
  set([...sendings, ...added]);
  void work(client);
}

/** Sends one that failed or was cancelled again. */
export function sendAgain({ key, file, table }: Sending, client: QueryClient): void {
  remove(key);
  send([file], table, client);
}

/** Cancels an upload, or removes a file that waits or has ended from the queue. */
export function drop({ key, phase }: Sending): void {
  if (phase === 'uploading') controllers.get(key)?.abort();
  else remove(key);
}

function set(next: readonly Sending[]): void {
  sendings = next;
  const unsent = sendings.some(({ phase }) => phase === 'waiting' || phase === 'uploading');
  if (unsent) window.addEventListener('beforeunload', warn);
  else window.removeEventListener('beforeunload', warn);
  for (const listener of listeners) listener();
}

function change(key: number, part: Partial<Sending>): void {
  set(sendings.map((sending) => (sending.key === key ? { ...sending, ...part } : sending)));
}

function remove(key: number): void {
  set(sendings.filter((sending) => sending.key !== key));
}

async function work(client: QueryClient): Promise<void> {
  if (working) return;
  working = true;
  for (let next = nextWaiting(); next; next = nextWaiting()) {
    const { key } = next;
    await sendOne(next, client).catch((error: unknown) => change(key, { phase: 'failed', fault: faultOf(error) }));
  }
  working = false;
  await untilIdle(client).catch(() => undefined); // so that its end is seen from any page
}

const faultOf = (error: unknown) => failureOf(error, '').detail;

const nextWaiting = () => sendings.find(({ phase }) => phase === 'waiting');

async function sendOne({ key, file, table }: Sending, client: QueryClient): Promise<void> {
  const before = await untilIdle(client, key);
  if (!before) return;
  const controller = new AbortController();
  controllers.set(key, controller);
  change(key, { phase: 'uploading', holder: null });
  try {
    const onSent = (bytesSent: number) => change(key, { bytesSent });
    const jobId = await upload({ file, table, signal: controller.signal, onSent });
    sent.set(jobId, file);
    change(key, { jobId });
    await readImports(client).catch(() => undefined);
    remove(key);
  } catch (error) {
    if (error instanceof Problem && error.status === 409) {
      change(key, { phase: 'waiting', bytesSent: 0 });
      await pause();
      return;
    }
    const phase = controller.signal.aborted ? 'cancelled' : 'failed';
    change(key, { phase, fault: phase === 'failed' ? faultOf(error) : null, jobId: await begunSince(before, client) });
  } finally {
    controllers.delete(key);
  }
}

/**
 * Waits until no import runs and returns the imports; meanwhile says which one it waits for. Undefined if `key` has been
 * removed from the queue.
 */
async function untilIdle(client: QueryClient, key?: number): Promise<ImportProgress[] | undefined> {
  for (;;) {
    const imports = await readImports(client);
    if (key !== undefined && !sendings.some((sending) => sending.key === key)) return undefined;
    const running = imports.find(({ endedAt }) => endedAt === null);
    if (!running) return imports;
    if (key !== undefined) change(key, { holder: running.file });
    await pause();
  }
}

/**
 * The import that a broken upload has begun, which is cancelled if it still runs. It is the only one that can have begun since
 * `before`.
 */
async function begunSince(before: readonly ImportProgress[], client: QueryClient): Promise<string | null> {
  const known = new Set(before.map(({ id }) => id));
  const begun = (await readImports(client).catch(() => [])).find(({ id }) => !known.has(id));
  if (begun?.endedAt === null) await cancelImport(begun.id).catch(() => undefined);
  return begun?.id ?? null;
}
