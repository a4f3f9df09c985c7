import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SetAsideRow } from '@/lib/engines/model';
import type { BadRow } from './rows';

const SHOWN = 20;
/** After so many rows only line and reason are written, so that a file full of bad rows is not copied to the disk. */
const WITH_TEXT = 10_000;
const TEXT_LENGTH = 64 * 1024;

/**
 * The rows of a file that no table can take: the first few for the result, all of them as NDJSON. They are written beside what
 * is staged, which goes with an import that is killed, and move to DATA_DIR/import-rejects when it has read all.
 */
export class SetAside {
  readonly first: SetAsideRow[] = [];
  count = 0;
  private handle: FileHandle | undefined;
  private readonly staged: string;
  private readonly target: string;

  constructor(
    dataDir: string,
    stagingFolder: string,
    id: string,
    private readonly file: string,
  ) {
    this.staged = path.join(stagingFolder, 'set-aside.ndjson');
    this.target = path.join(dataDir, 'import-rejects', `${id}.ndjson`);
  }

  /** The path of the file with them; null if there are none. */
  get path(): string | null {
    return this.count > 0 ? this.target : null;
  }

  async add(rows: readonly BadRow[]): Promise<void> {
    if (rows.length === 0) return;
    this.handle ??= await open(this.staged, 'wx', 0o600);
    await this.handle.appendFile(rows.map((row) => `${JSON.stringify(this.entry(row))}\n`).join(''));
  }

  private entry({ line, reason, text }: BadRow): SetAsideRow & { row?: string } {
    const entry = { file: this.file, line, reason };
    this.count += 1;
    if (this.first.length < SHOWN) this.first.push(entry);
    return this.count <= WITH_TEXT ? { ...entry, row: text.slice(0, TEXT_LENGTH) } : entry;
  }

  /** To be called once, when all rows were read. */
  async close(): Promise<void> {
    if (!this.handle) return;
    await this.handle.close();
    this.handle = undefined;
    await mkdir(path.dirname(this.target), { recursive: true, mode: 0o700 });
    await rename(this.staged, this.target);
  }

  /** For an import that failed: removes the file, since no row of the import was taken. */
  async discard(): Promise<void> {
    await this.handle?.close();
    this.handle = undefined;
    await Promise.all([this.staged, this.target].map((file) => rm(file, { force: true })));
  }
}
