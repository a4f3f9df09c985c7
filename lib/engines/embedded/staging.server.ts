import 'server-only';
import { mkdir, open, rm, rmdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { schemaOf } from '@/lib/kql/schemas';
import { sqlString } from '@/lib/kql/sql/sql';
import { randomId } from '@/lib/shared/ids';
import { acquireLock, type Lock } from '@/lib/shared/lock';
import { commitFolder, NEW_FILES, REPLACED_LIST, recoverLocked } from './commits.server';
import { openDuckDb } from './duckdb.server';
import { asFault } from './faults';
import { IMPORT_PREFIX, importLock, isSampleFile, tableFiles, tableFolders, telemetryFolder } from './folders';
import { misfit } from './relation';
import { requireTableName } from './tables';

export interface StagingOptions {
  /** The memory limit of its DuckDB, in DuckDB's form: `800MB`. */
  memoryLimit?: string;
  /** What holds the lock, for the message to a second import: `npm run import`. */
  holder?: string;
  /** The new files' name in each table's folder; a fresh one by default. */
  fileName?: string;
}

/** About 1,500 groups for 200 M rows, each skipped by its lowest and highest Timestamp. */
const ROW_GROUP_SIZE = 122_880;

/**
 * Opens a folder where new telemetry is prepared beside the existing one. Throws a Fault `conflict` while another import runs on the
 * DATA_DIR. End it with `commit` or `discard`.
 */
export async function openStaging(dataDir: string, options: StagingOptions = {}): Promise<Staging> {
  const lock = await acquireLock(importLock(dataDir), options.holder ?? 'an import').catch((error: unknown) => {
    throw asFault(error);
  });
  try {
    await mkdir(telemetryFolder(dataDir), { recursive: true });
    await recoverLocked(dataDir);
    const id = randomId();
    const folder = path.join(telemetryFolder(dataDir), IMPORT_PREFIX + id);
    await mkdir(path.join(folder, NEW_FILES), { recursive: true });
    const instance = await openDuckDb({
      database: path.join(folder, 'work.duckdb'),
      folders: [dataDir],
      memoryLimit: options.memoryLimit ?? '1GB',
      threads: Math.min(4, os.availableParallelism()),
      temporary: path.join(folder, 'spill'),
    });
    const connection = await instance.connect();
    // What is prepared is thrown away when it has been written as Parquet; closing would else write all of it to its file once more.
    await connection.run('PRAGMA disable_checkpoint_on_shutdown');
    return new Staging(dataDir, folder, options.fileName ?? `${id}.parquet`, lock, instance, connection);
  } catch (error) {
    await lock.release();
    throw asFault(error);
  }
}

export class Staging {
  private closed = false;

  constructor(
    private readonly dataDir: string,
    /** A folder of its own, also for temporary files. */
    readonly folder: string,
    private readonly fileName: string,
    private readonly lock: Lock,
    private readonly instance: DuckDBInstance,
    /** A database of its own on disk; SQL may read and write under DATA_DIR only. */
    readonly connection: DuckDBConnection,
  ) {}

  /** Full paths of the files a table holds now. Those of the sample are not among them: `commit` takes them away. */
  files(table: string): string[] {
    return tableFiles(this.dataDir, requireTableName(table)).filter((file) => !isSampleFile(file));
  }

  /**
   * Writes the rows of a SELECT whose columns have the table’s physical types, sorted by Timestamp, and returns how many there
   * are. Call it once for each table and `part`; each becomes a file. Rows that come `inOrder` are not sorted again.
   */
  async writeTable(table: string, selectSql: string, { inOrder = false, part = 0 } = {}): Promise<number> {
    const folder = path.join(this.folder, NEW_FILES, requireTableName(table));
    const file = path.join(folder, part === 0 ? this.fileName : this.fileName.replace(/(?=\.parquet$)/, `-${part}`));
    try {
      await this.requireTypes(table, selectSql);
      await mkdir(folder, { recursive: true });
      const copied = await this.connection.run(
        `COPY (SELECT * FROM (${selectSql})${inOrder ? '' : ' ORDER BY Timestamp, DeviceId, ReportId'})
         TO ${sqlString(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_SIZE})`,
      );
      const rows = copied.rowsChanged;
      if (rows === 0) {
        await rm(file);
        if (part === 0) await rmdir(folder); // an empty folder would make the table count as present
      }
      return rows;
    } catch (error) {
      throw asFault(error);
    }
  }

  /** Throws for a column of a wrong type: it is a bug, and would make the whole table unreadable once on the disk. */
  private async requireTypes(table: string, selectSql: string): Promise<void> {
    const described = await this.connection.runAndReadAll(`DESCRIBE ${selectSql}`);
    const columns = new Map(described.getRowsJson().map(([name, type]) => [String(name), String(type)]));
    const schema = schemaOf(table);
    const why = schema && misfit(schema, columns);
    if (why) throw new Error(`Wrong rows for ${table}: ${why}`);
  }

  /**
   * Makes everything that was written visible at once, durably, and removes the sample telemetry. When it throws, the telemetry is
   * as it was, unless the commit had begun: then the next import or start completes it. Returns whether a sample was removed.
   */
  async commit(): Promise<{ replacedSample: boolean }> {
    const sample = sampleFiles(this.dataDir).filter((file) => path.basename(file) !== this.fileName);
    try {
      await writeDurably(path.join(this.folder, REPLACED_LIST), JSON.stringify(sample));
      this.close();
      await commitFolder(this.dataDir, this.folder);
      return { replacedSample: sample.length > 0 };
    } catch (error) {
      throw asFault(error);
    } finally {
      await this.discard();
    }
  }

  /** Removes the folder and releases the lock. May be called twice, and after `commit`. */
  async discard(): Promise<void> {
    this.close();
    try {
      await rm(this.folder, { recursive: true, force: true });
    } finally {
      await this.lock.release();
    }
  }

  private close(): void {
    if (this.closed) return;
    this.closed = true;
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/** The sample's files, as `<Table>/<file>`. */
function sampleFiles(dataDir: string): string[] {
  return tableFolders(dataDir).flatMap((table) =>
    tableFiles(dataDir, table)
      .filter(isSampleFile)
      .map((file) => `${table}/${path.basename(file)}`),
  );
}

async function writeDurably(file: string, text: string): Promise<void> {
  await writeFile(file, text);
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
