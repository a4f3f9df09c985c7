import 'server-only';
import { setMaxListeners } from 'node:events';
import { mkdirSync } from 'node:fs';
import os from 'node:os';
import { type DuckDBConnection, type DuckDBDataChunk, type DuckDBInstance, StatementType } from '@duckdb/node-api';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';
import { chunksOf, machineMemory, openDuckDb } from './duckdb.server';
import { FairQueue } from './fair-queue';
import { telemetryFolder } from './folders';
import { makeSpillFolder } from './temporary';

/** How many queries run at once. Each uses all cores, and blocks libuv threads that Node needs for files. */
const AT_ONCE = 2;
/**
 * Queries of one caller that may wait: more than the questions that a session may have open (`MOST_OPEN` of lib/query) send, so that none
 * of those is answered in part.
 */
const MOST_WAITING = 200;
/** The listeners on one request's signal before Node warns of a leak: one for each of its queries. */
const LISTENERS = 200;
const MEBIBYTE = 2 ** 20;

interface Terms {
  signal?: AbortSignal | undefined;
  /** Callers take turns. */
  caller?: string | undefined;
  /** Milliseconds from when it begins to run. */
  timeLimit?: number | undefined;
}

/** The DuckDB that answers questions about a DATA_DIR. It can read the telemetry, and nothing else. */
export class Database {
  private readonly queue = new FairQueue(AT_ONCE, MOST_WAITING);

  private constructor(private readonly instance: DuckDBInstance) {}

  static async open(dataDir: string): Promise<Database> {
    mkdirSync(telemetryFolder(dataDir), { recursive: true });
    const megabytes = Math.min(Math.max(machineMemory() / MEBIBYTE / 4, 512), 8192);
    const instance = await openDuckDb({
      database: ':memory:',
      folders: [telemetryFolder(dataDir)],
      memoryLimit: `${Math.round(megabytes)}MiB`,
      threads: Math.min(os.availableParallelism(), 8),
      temporary: makeSpillFolder(dataDir),
    });
    return new Database(instance);
  }

  /**
   * Runs one SELECT when its turn comes and gives its chunks to `take`, until that returns false. Rejects with a Fault
   * `cancelled` as soon as the signal aborts, also while it waits, and with `unavailable` when it runs longer than
   * `timeLimit` (milliseconds). DuckDB's own errors come as they are.
   */
  async select(
    sql: string,
    take: (chunk: DuckDBDataChunk) => boolean,
    { signal, caller = '', timeLimit }: Terms = {},
  ): Promise<void> {
    if (signal) setMaxListeners(LISTENERS, signal); // one request asks many queries
    const turn = this.queue.run(caller, () => this.run(sql, take, signal, timeLimit), signal);
    if (!signal) return await turn;
    await new Promise<void>((resolve, reject) => {
      const abort = () => reject(cancelled());
      signal.addEventListener('abort', abort);
      turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  }

  /** Runs one COPY of rows into a file under the telemetry when its turn comes. */
  async copy(sql: string): Promise<void> {
    await this.queue.run('', async () => {
      const connection = await this.instance.connect();
      try {
        const prepared = await connection.prepare(sql);
        if (prepared.statementType !== StatementType.COPY) throw new Error('Only a COPY may write files');
        await prepared.run();
        prepared.destroySync();
      } finally {
        connection.closeSync();
      }
    });
  }

  /** The rows of a small query on files' footers, which does not wait for its turn. */
  async rows(sql: string): Promise<unknown[][]> {
    const rows: unknown[][] = [];
    await this.run(sql, (chunk) => rows.push(...chunk.getRows()) > 0);
    return rows;
  }

  private async run(
    sql: string,
    take: (chunk: DuckDBDataChunk) => boolean,
    signal?: AbortSignal,
    timeLimit?: number,
  ): Promise<void> {
    const connection = await this.instance.connect();
    if (signal?.aborted) {
      connection.closeSync();
      throw cancelled();
    }
    // Repeated, because an interrupt that comes just before the query begins is lost.
    let interrupting: NodeJS.Timeout | undefined;
    const interrupt = () => {
      connection.interrupt();
      interrupting ??= setInterval(interrupt, 20);
    };
    let isLate = false;
    const late = () => {
      isLate = true;
      interrupt();
    };
    signal?.addEventListener('abort', interrupt);
    const timer = timeLimit === undefined ? undefined : setTimeout(late, timeLimit);
    try {
      await stream(connection, sql, take);
    } catch (error) {
      throw isLate && !signal?.aborted ? tooLong(timeLimit ?? 0, error) : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', interrupt);
      clearInterval(interrupting);
      connection.closeSync();
    }
  }
}

async function stream(connection: DuckDBConnection, sql: string, take: (chunk: DuckDBDataChunk) => boolean): Promise<void> {
  const prepared = await connection.prepare(sql);
  try {
    if (prepared.statementType !== StatementType.SELECT) throw new Error('Only a SELECT may run on the telemetry');
    for await (const chunk of chunksOf(connection, await prepared.stream(), sql)) if (!take(chunk)) return;
  } finally {
    prepared.destroySync();
  }
}

const cancelled = () => new Fault('cancelled', 'The question was cancelled.');

function tooLong(timeLimit: number, cause: unknown): Fault {
  const message = `This query ran longer than ${timeLimit / 1000} s and was stopped. Narrow the window or the filters; QUERY_TIME_LIMIT changes the limit.`;
  return new Fault('unavailable', message, { cause });
}

const databases = processWide('databases', () => new Map<string, Promise<Database>>());

/** The database of a DATA_DIR, opened once in this process. */
export function openDatabase(dataDir: string): Promise<Database> {
  const known = databases.get(dataDir);
  if (known) return known;
  const opening = Database.open(dataDir);
  databases.set(dataDir, opening);
  opening.catch(() => databases.delete(dataDir));
  return opening;
}
