import 'server-only';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import type { HuntPieces } from '@/lib/kql/cut/cut';
import type { Labelling } from '@/lib/kql/cut/fuse';
import { KqlError } from '@/lib/kql/model';
import type { TableSchema } from '@/lib/kql/schemas';
import type { LabellingSql } from '@/lib/kql/sql/labelling';
import type { Translation } from '@/lib/kql/sql/translate';
import type { CrossWorkspaceQuery } from '@/lib/kql/workspaces/cross-workspace-union';
import { isBundled } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { startThread } from '@/lib/shared/programs';
import type { Instant } from '@/lib/shared/time';
import type { Tables } from '../embedded/translation/translator';
import type { EngineName } from '../model';
import type { Ready, Reply, Request, TablesOfAll } from './messages';

/** A text that passes the limits of lib/kql takes 0.1 s at most; one that takes longer was made to. Counted from when the thread is ready. */
const DEADLINE_MS = 10_000;
/**
 * The deadline of a text with hundreds of fused hunts. It takes some 2 s, and many times that on a busy machine. Each hunt was
 * cut within its own deadline before.
 */
const FUSED_DEADLINE_MS = 60_000;

interface Running {
  worker: Worker;
  /** A channel of its own, because tsx sends messages through the worker’s port too. */
  port: MessagePort;
}

/**
 * A thread that parses, cuts and translates KQL, so that the server answers meanwhile. It is ended when a text takes longer than
 * the deadline, since some texts keep the parser busy for minutes; the next request gets another thread.
 */
export class KqlThread {
  readonly #oneAtATime = pLimit(1);
  #running: Running | undefined;
  /** The version of the tables that the thread has. */
  #version: string | undefined;
  #joint: TablesOfAll | undefined;

  /** `deadline` in milliseconds. */
  constructor(private readonly deadline = DEADLINE_MS) {}

  /** Rejects with a KqlError for a bad query, with a Fault for a table that cannot be read or when the signal aborts before its turn. */
  async translate(kql: string, now: Instant, tables: Tables, signal?: AbortSignal): Promise<Translation> {
    const reply = await this.#ask(() => {
      const isKnown = this.#version === tables.version;
      this.#version = tables.version;
      return { kind: 'translate', kql, now, tables: isKnown ? null : tables };
    }, signal);
    if ('translation' in reply) return reply.translation;
    throw new Error('The KQL thread gave another answer than a translation.');
  }

  /** Cuts a hunt, and checks that an engine could answer it. Rejects with a KqlError. */
  async cut(query: string, engine: EngineName): Promise<HuntPieces> {
    const reply = await this.#ask(() => ({ kind: 'cut', query, engine }));
    if ('pieces' in reply) return reply.pieces;
    throw new Error('The KQL thread gave another answer than the pieces of a hunt.');
  }

  /** The SQL of a labelling. Rejects with a KqlError for a predicate that the embedded engine does not support. */
  async compile(labelling: Labelling, schema: TableSchema): Promise<LabellingSql> {
    const reply = await this.#ask(() => ({ kind: 'compile', labelling, schema }));
    if ('compiled' in reply) return reply.compiled;
    throw new Error('The KQL thread gave another answer than a labelling.');
  }

  /** Writes a query of one table over all workspaces. Rejects as `crossWorkspaceUnion` throws, and as `translate`. */
  async unite(kql: string, now: Instant, joint: TablesOfAll, signal?: AbortSignal): Promise<CrossWorkspaceQuery> {
    const request = (): Request => {
      const isKnown = this.#joint === joint;
      this.#joint = joint;
      const { tables, schemas } = joint;
      return { kind: 'unite', kql, now, joint: isKnown ? null : { tables, schemas } };
    };
    const reply = await this.#ask(request, signal, Math.max(this.deadline, FUSED_DEADLINE_MS));
    if ('united' in reply) return reply.united;
    throw new Error('The KQL thread gave another answer than a query over workspaces.');
  }

  /** `request` is made when its turn comes, and the thread is there. */
  async #ask(request: () => Request, signal?: AbortSignal, deadline = this.deadline): Promise<Reply> {
    const reply = await this.#oneAtATime(async () => {
      const running = await this.#started();
      if (signal?.aborted) throw new Fault('cancelled', 'Nobody waits for this query any more.');
      return this.#exchange(running, request(), deadline);
    });
    if ('diagnostics' in reply) throw new KqlError(reply.diagnostics);
    if ('fault' in reply) throw new Fault(reply.fault.kind, reply.fault.message);
    if ('bug' in reply) throw new Error(`The KQL thread failed: ${reply.bug}`);
    return reply;
  }

  async #exchange({ worker, port }: Running, request: Request, deadline: number): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined;
    const reply = new Promise<Reply>((resolve, reject) => {
      timer = setTimeout(() => reject(tooSlow(deadline)), deadline);
      port.once('message', resolve);
      worker.once('exit', () => reject(new Error('The KQL thread ended.')));
      port.postMessage(request);
    });
    try {
      return await reply;
    } catch (error) {
      this.#running = undefined;
      await worker.terminate();
      throw error;
    } finally {
      clearTimeout(timer);
      worker.removeAllListeners('exit');
      port.unref(); // it alone does not keep the process
    }
  }

  /** The thread, started when there is none; loading the parser takes a second or two. */
  async #started(): Promise<Running> {
    if (this.#running) return this.#running;
    const running = start();
    await new Promise<void>((resolve, reject) => {
      running.port.once('message', (_: Ready) => resolve());
      running.worker.once('error', reject);
    });
    running.worker.on('error', (error) => log().error({ err: error }, 'the KQL thread failed'));
    this.#running = running;
    this.#version = undefined;
    this.#joint = undefined;
    return running;
  }
}

/** Next bundles the worker where it reads `new Worker(new URL(…))` to the letter. Elsewhere it is TypeScript. */
function start(): Running {
  const { port1, port2 } = new MessageChannel();
  const options = { workerData: { port: port2 }, transferList: [port2] };
  const url = new URL('./worker.ts', import.meta.url);
  const worker = isBundled() ? new Worker(new URL('./worker.ts', import.meta.url), options) : startThread(url, options);
  worker.unref();
  return { worker, port: port1 };
}

function tooSlow(deadline: number): KqlError {
  const message = `This query takes longer than ${deadline / 1000} s to read, so it is refused. Write it with fewer names, lists and brackets.`;
  return new KqlError([{ code: 'limit', message, line: 1, column: 1 }]);
}

/** The server's thread. */
export function kqlThread(): KqlThread {
  return processWide('kql-thread', () => new KqlThread());
}
