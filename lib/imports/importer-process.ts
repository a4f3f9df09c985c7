/**
 * The process that the server starts for each import (importer.server.ts), so that the server stays quick and keeps its memory, and
 * a crash takes nothing with it. Writes progress to stdout, an ImportProgress as JSON a line; the last line has the end.
 * Cancels the import on a signal, and when stdin closes: the server is gone then.
 */
import { importFile } from './import-file.server';
import { readArguments } from './importer-arguments';
import { throttle } from './progress';

process.umask(0o077); // telemetry is for this user alone
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
process.stdin.on('end', () => controller.abort()).resume();

const throttled = throttle(200);
const ended = await importFile({
  ...readArguments(process.argv[2]),
  signal: controller.signal,
  onProgress: (progress) => throttled(progress.state, () => process.stdout.write(`${JSON.stringify(progress)}\n`)),
});
process.stdout.write(`${JSON.stringify(ended)}\n`, () => process.exit(0));
