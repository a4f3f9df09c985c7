/** Where the embedded engine keeps its files, and what their names mean. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** `telemetry/<Table>/*.parquet`, and beside the tables the folders of imports that run (`.import-…`) or moved in (`.commit-…`). */
export const telemetryFolder = (dataDir: string) => path.join(dataDir, 'telemetry');
/** `<Table>/*.parquet`: which hunts the rows of a telemetry file match. Lost, they are made anew. */
export const labelsFolder = (dataDir: string) => path.join(telemetryFolder(dataDir), '.labels');
export const temporaryFolder = (dataDir: string) => path.join(dataDir, 'tmp');
export const importLock = (dataDir: string) => path.join(dataDir, 'import.lock');

export const IMPORT_PREFIX = '.import-';
export const COMMIT_PREFIX = '.commit-';
const SAMPLE_PREFIX = 'sample-';

/** Files of the sample have names that begin so; all other files are a person's own. */
export const isSampleFile = (file: string) => path.basename(file).startsWith(SAMPLE_PREFIX);
export const sampleFileName = (id: string) => `${SAMPLE_PREFIX}${id}.parquet`;

/** Names of a folder's entries, sorted; none when there is no such folder. */
export function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return [];
    throw error;
  }
}

/** Full paths of a table's Parquet files, sorted. */
export function tableFiles(dataDir: string, table: string): string[] {
  const folder = path.join(telemetryFolder(dataDir), table);
  return entriesOf(folder)
    .filter((name) => name.endsWith('.parquet') && !name.startsWith('.'))
    .map((name) => path.join(folder, name));
}

/** Names of the folders under telemetry/ that hold tables. */
export function tableFolders(dataDir: string): string[] {
  return entriesOf(telemetryFolder(dataDir)).filter((name) => /^[A-Za-z]\w*$/.test(name));
}
