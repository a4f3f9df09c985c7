// npm run import -- [--table TABLE] [--verbose] FILE…: imports exports of telemetry; folders are searched for files.
import { parseArgs } from 'node:util';
import type { ImportProgress } from '@/lib/engines/model';
import { importFile } from '@/lib/imports/import-file.server';
import { type ImportTable, importTables, tableOfName } from '@/lib/imports/recognise';
import { env } from '@/lib/shared/env';
import { Fault, messageOf } from '@/lib/shared/errors';
import { filesOf } from './import/files';
import { printer } from './import/printer';
import { summary } from './import/summary';
import { command } from './serve/command';

const usage = `npm run import -- [--table TABLE] [--verbose] FILE…
  Imports exports of telemetry (CSV, NDJSON, JSON, Parquet; plain or gzipped) into DATA_DIR. A folder is searched for files.
  --table  ${importTables.join(' | ')}, when neither a file's name nor its columns tell.
  --verbose  names the columns that a file lacks, too.`;

function readArguments() {
  try {
    return parseArgs({
      options: {
        table: { type: 'string' },
        verbose: { type: 'boolean', short: 'v', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Fault('bad-input', `${messageOf(error)}\n${usage}`);
  }
}

function tableWanted(name: string | undefined): ImportTable | undefined {
  if (name === undefined) return undefined;
  const table = tableOfName(name);
  if (!table) throw new Fault('bad-input', `--table ${name}: choose one of ${importTables.join(', ')}.`);
  return table;
}

/** Aborts on Ctrl-C. A second Ctrl-C ends the process at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => (controller.signal.aborted ? process.exit(130) : controller.abort());
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

await command(async () => {
  const { values, positionals } = readArguments();
  if (values.help || positionals.length === 0) {
    console.error(usage);
    return values.help ? 0 : 1;
  }
  process.umask(0o077); // telemetry is for this user alone
  const table = tableWanted(values.table);
  const { DATA_DIR: dataDir } = env();
  const signal = stopSignal();
  const files = positionals.flatMap(filesOf);
  const ended: ImportProgress[] = [];
  for (const file of files) {
    if (signal.aborted) break;
    const print = printer();
    const done = await importFile({ path: file, name: file, dataDir, table, signal, onProgress: print.progress });
    await print.end(done);
    ended.push(done);
  }
  console.log(summary(ended, values.verbose));
  if (signal.aborted) return 130;
  return ended.length > 0 && ended.every(({ state }) => state === 'committed') ? 0 : 1;
});
