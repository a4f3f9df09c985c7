// npm run import -- [--table TABLE] FILE…: imports exports of telemetry; folders are searched for files.
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { importFile } from '@/lib/engines/embedded/import/import-file.server';
import { importTables, tableOfName } from '@/lib/engines/embedded/import/recognise';
import type { ImportProgress } from '@/lib/engines/model';
import { env } from '@/lib/shared/env';
import { Fault, messageOf } from '@/lib/shared/errors';
import { printer, summary } from './import-report';

const usage = `npm run import -- [--table TABLE] FILE…
  Imports exports of telemetry (CSV, NDJSON, JSON, Parquet; plain or gzipped) into DATA_DIR. A folder is searched for files.
  --table  ${importTables.join(' | ')}, when neither the file's name nor its columns tell.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      table: { type: 'string' },
      name: { type: 'string' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
    allowPositionals: true,
  });
  if (values.help || positionals.length === 0) {
    console.error(usage);
    return values.help ? 0 : 1;
  }
  const table = values.table === undefined ? undefined : tableOfName(values.table);
  if (values.table !== undefined && !table)
    throw new Fault('bad-input', `--table ${values.table}: choose one of ${importTables.join(', ')}.`);
  const { DATA_DIR: dataDir } = env();
  const signal = stopSignal(values.json === true);
  const ended: ImportProgress[] = [];
  for (const file of positionals.flatMap(filesOf)) {
    if (signal.aborted) break;
    const name = values.name ?? path.basename(file);
    const print = printer(values.json === true);
    const done = await importFile({ path: file, name, dataDir, table, signal, onProgress: print.progress });
    print.end(done);
    ended.push(done);
  }
  if (!values.json) console.log(summary(ended));
  if (signal.aborted) return 130;
  return ended.every(({ state }) => state === 'committed') && ended.length > 0 ? 0 : 1;
}

/** A file itself; the files in a folder and its folders, hidden ones aside, in the order of their names. */
function filesOf(given: string): string[] {
  if (!statSync(given, { throwIfNoEntry: false })?.isDirectory()) return [given];
  const found = readdirSync(given, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() || entry.isFile() ? filesOf(path.join(given, entry.name)) : []));
  if (found.length === 0) console.error(`${given} holds no files.`);
  return found;
}

/** Aborts on Ctrl-C and, for the server's child (`--json`), when the server is gone. A second Ctrl-C ends the process at once. */
function stopSignal(isChild: boolean): AbortSignal {
  const controller = new AbortController();
  const stop = () => (controller.signal.aborted ? process.exit(130) : controller.abort());
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  if (isChild) process.stdin.on('end', () => controller.abort()).resume();
  return controller.signal;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(messageOf(error));
    process.exit(1);
  },
);
