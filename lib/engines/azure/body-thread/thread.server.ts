import 'server-only';
import { setImmediate } from 'node:timers/promises';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { isBundled } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { startThread } from '@/lib/shared/programs';
import { TOO_LARGE } from '../body';
import type { Failure } from '../failure';
import type { ReaderName } from '../readers';
import type { Table } from '../service';
import type { Head, Ready, Request, Rows } from './messages';

interface Thread {
  worker: Worker;
  /** A channel of its own, because tsx sends messages through the worker’s port too. */
  port: MessagePort;
}

/**
 * A thread that parses the bodies of large answers, so that the server keeps answering: 120,000 rows take seconds. It has its
 * own memory, so a body that is too large ends the thread and not the server.
 */
export class BodyThread {
  readonly #oneAtATime = pLimit(1);
  #running: Thread | undefined;

  /** Parses as the reader of that name does. */
  read(reader: ReaderName, body: Buffer, isFuzzy: boolean): Promise<Table | Failure> {
    return this.#oneAtATime(async () => {
      this.#running ??= await start();
      const thread = this.#running;
      try {
        return await readBy(thread, { reader, body, isFuzzy });
      } catch (error) {
        this.#running = undefined;
        await thread.worker.terminate();
        if (!isOutOfMemory(error)) throw error;
        log().warn({ bytes: body.length }, 'an answer of Azure took more memory than the thread that reads it has');
        return TOO_LARGE;
      }
    });
  }
}

/** Next bundles the worker where it reads `new Worker(new URL(…))` to the letter. Elsewhere it is TypeScript. */
async function start(): Promise<Thread> {
  const { port1: port, port2 } = new MessageChannel();
  const options = { workerData: { port: port2 }, transferList: [port2] };
  const url = new URL('./worker.ts', import.meta.url);
  const worker = isBundled() ? new Worker(new URL('./worker.ts', import.meta.url), options) : startThread(url, options);
  worker.unref();
  await new Promise<void>((resolve, reject) => {
    port.once('message', (_: Ready) => resolve());
    worker.once('error', reject);
  });
  port.unref(); // it alone does not keep the process
  return { worker, port };
}

async function readBy(thread: Thread, request: Request): Promise<Table | Failure> {
  const head = await exchange<Head>(thread, request);
  if ('bug' in head) throw new Error(`The thread that reads bodies failed: ${head.bug}`);
  if ('failure' in head) return head.failure;
  if ('fault' in head) {
    const { kind, message } = head.fault;
    return { kind: 'refused', fault: new Fault(kind, message), stale: false };
  }
  const rows: Rows = [];
  while (rows.length < head.rows) {
    for (const row of await exchange<Rows>(thread, 'more')) rows.push(row);
    await setImmediate(); // a reply that is there already would be taken in the same turn of the event loop
  }
  const table = { columns: head.columns, rows };
  return head.cut === null ? table : { kind: 'cut', what: head.cut, result: table };
}

/** One request and its reply. */
function exchange<T extends Head | Rows>({ worker, port }: Thread, request: Request): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const ended = () => reject(new Error('The thread that reads bodies ended.'));
    const done = () => {
      worker.off('error', reject);
      worker.off('exit', ended);
      port.unref();
    };
    worker.once('error', reject);
    worker.once('exit', ended);
    port.once('message', (reply: T) => {
      done();
      resolve(reply);
    });
    port.postMessage(request);
  });
}

const isOutOfMemory = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** The server's thread. */
export function bodyThread(): BodyThread {
  return processWide('body-thread', () => new BodyThread());
}
