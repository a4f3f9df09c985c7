import 'server-only';
import os from 'node:os';
import { type DuckDBConnection, type DuckDBDataChunk, DuckDBInstance, type DuckDBResult } from '@duckdb/node-api';
import { sqlString } from '@/lib/kql/sql/sql';
import { Fault } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';

export interface OpenOptions {
  /** `:memory:` or the path of a database file. */
  database: string;
  /** The folders that SQL may read and write, with everything below them. Other files and the network are out of reach. */
  folders: string[];
  /** As DuckDB writes it: `800MB`. */
  memoryLimit: string;
  threads: number;
  /** The folder for what does not fit into memory. */
  temporary: string;
}

/** Opens a locked-down DuckDB: no extensions, no files outside `folders`, and no SQL can change these settings. */
export async function openDuckDb(options: OpenOptions): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(options.database, {
    memory_limit: options.memoryLimit,
    threads: String(options.threads),
    temp_directory: options.temporary,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  try {
    await lockDown(connection, options.folders);
  } catch (error) {
    instance.closeSync();
    throw error;
  } finally {
    connection.closeSync();
  }
  return instance;
}

async function lockDown(connection: DuckDBConnection, folders: string[]): Promise<void> {
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  await connection.run('SET GLOBAL parquet_metadata_cache = true');
  await connection.run(`SET allowed_directories = [${folders.map(sqlString).join(', ')}]`);
  await connection.run('SET enable_external_access = false');
  await connection.run('SET lock_configuration = true');
}

/**
 * The chunks of a streamed result; `sql` made it. DuckDB's API ends a stream that failed as it ends a whole one: only the
 * result says which it was, and it does not say why. So the same rows are asked for as one value, which fails with the reason.
 */
export async function* chunksOf(
  connection: DuckDBConnection,
  result: DuckDBResult,
  sql: string,
): AsyncGenerator<DuckDBDataChunk> {
  const canFail = result.isStreaming;
  let rows = 0;
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    rows += chunk.rowCount;
    yield chunk;
  }
  if (!canFail || result.isStreaming) return;
  await connection.run(`SELECT max(hash(COLUMNS(*))) FROM (${sql})`);
  throw new Fault(
    'unavailable',
    `The answer broke off after ${counted(rows, 'row')}, most likely for lack of memory. Ask again.`,
  );
}

/** Bytes of memory this process may count on: the machine's, or the container's where that is less. */
export function machineMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, os.totalmem()) : os.totalmem();
}
