import 'server-only';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { KqlError } from '@/lib/kql/model';
import type { Translation } from '@/lib/kql/sql/translate';
import { isBundled } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import type { Instant } from '@/lib/shared/time';
import type { Ready, Reply, Request } from './messages';
import { fill, type Shape, shapeOf, standIns, withStandIns } from './shape';
import type { Tables, Translate } from './translator';

/** Texts that pass the limits of lib/kql take 0.1 s at most; what takes longer was made to. Counted from when the thread is ready. */
const DEADLINE_MS = 10_000;
/** Characters of SQL that are kept. */
const MAX_KEPT = 32 * 1024 * 1024;

/**
 * Translates in a thread of its own, so that the server answers meanwhile, and ends that thread when a text takes longer than
 * `deadline` milliseconds: some texts keep the parser busy for minutes. A translation is kept for all queries of its shape.
 */
export function translationThread(deadline = DEADLINE_MS): Translate {
  const thread = new Thread(deadline);
  const oneAtATime = pLimit(1);
  const direct = (kql: string, now: Instant, tables: Tables) => oneAtATime(() => thread.translate(kql, now, tables));
  const kept = new LRUCache<string, Promise<Translation | null>>({ maxSize: MAX_KEPT, max: 2000 });
  return async (kql, now, tables) => {
    const shape = shapeOf(kql, now);
    const key = `${tables.version}\n${shape.key}`;
    let translating = kept.get(key);
    if (translating === undefined) {
      translating = translateShape(direct, shape, tables);
      kept.set(key, translating, { size: key.length });
      translating.then(
        (found) => kept.set(key, translating ?? Promise.resolve(null), { size: key.length + (found?.sql.length ?? 0) }),
        () => kept.delete(key),
      );
    }
    const found = await translating;
    return found ? { ...found, sql: fill(found.sql, shape, standIns[0]) } : direct(kql, now, tables);
  };
}

/** The translation with stand-ins for the instants; null where the SQL depends on the instants in another way. */
async function translateShape(direct: Translate, shape: Shape, tables: Tables): Promise<Translation | null> {
  const [one, other] = await Promise.all(
    standIns.map((set) => {
      const { kql, now } = withStandIns(shape, set);
      return direct(kql, now, tables);
    }),
  );
  if (!one || !other) return null;
  const isSame = fill(one.sql, shape, standIns[0]) === fill(other.sql, shape, standIns[1]);
  return isSame ? one : null;
}

class Thread {
  #running: Running | undefined;
  /** The version of the tables that the worker has. */
  #version: string | undefined;

  constructor(private readonly deadline: number) {}

  async translate(kql: string, now: Instant, tables: Tables): Promise<Translation> {
    const running = await this.#started();
    const request: Request = { kql, now, tables: this.#version === tables.version ? null : tables };
    this.#version = tables.version;
    const reply = await this.#ask(running, request);
    if ('translation' in reply) return reply.translation;
    if ('diagnostics' in reply) throw new KqlError(reply.diagnostics);
    if ('fault' in reply) throw new Fault(reply.fault.kind, reply.fault.message);
    throw new Error(`The translation thread failed: ${reply.bug}`);
  }

  async #ask({ worker, port }: Running, request: Request): Promise<Reply> {
    let timer: NodeJS.Timeout | undefined;
    const reply = new Promise<Reply>((resolve, reject) => {
      timer = setTimeout(() => reject(tooSlow(this.deadline)), this.deadline);
      port.once('message', resolve);
      worker.once('exit', () => reject(new Error('The translation thread ended.')));
      port.postMessage(request);
    });
    try {
      return await reply;
    } catch (error) {
      this.#running = undefined; // the next request gets another
      await worker.terminate();
      throw error;
    } finally {
      clearTimeout(timer);
      worker.removeAllListeners('exit');
      port.unref(); // it alone does not keep the process
    }
  }

  /** The worker, started when there is none; loading the parser takes a second or two. */
  async #started(): Promise<Running> {
    if (this.#running) return this.#running;
    const running = start();
    await new Promise<void>((resolve, reject) => {
      running.port.once('message', (_: Ready) => resolve());
      running.worker.once('error', reject);
    });
    running.worker.on('error', (error) => log().error({ err: error }, 'the translation thread failed'));
    this.#running = running;
    this.#version = undefined;
    return running;
  }
}

interface Running {
  worker: Worker;
  /** Not the worker's own port, by which tsx sends messages too. */
  port: MessagePort;
}

/** Next bundles the worker where it reads `new Worker(new URL(…))` to the letter. Elsewhere (scripts, tests) it is TypeScript, which tsx loads. */
function start(): Running {
  const { port1, port2 } = new MessageChannel();
  const url = new URL('./worker.ts', import.meta.url);
  const options = { workerData: { port: port2 }, transferList: [port2] };
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(url.href)}); })`;
  const worker = isBundled()
    ? new Worker(new URL('./worker.ts', import.meta.url), options)
    : new Worker(load, { ...options, eval: true });
  worker.unref();
  return { worker, port: port1 };
}

function tooSlow(deadline: number): KqlError {
  const message = `This query takes longer than ${deadline / 1000} s to read, so it is refused. Write it with fewer names, lists and brackets.`;
  return new KqlError([{ code: 'limit', message, line: 1, column: 1 }]);
}
