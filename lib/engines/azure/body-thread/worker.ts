/** The thread that reads and checks large bodies, one after the other. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { readers } from '../readers';
import type { Table } from '../service';
import type { Head, Ready, Request, Rows } from './messages';

/** Cells in one message: some milliseconds of the server's time. */
const CELLS = 20_000;

const port: MessagePort = workerData.port;
/** What was read and not yet sent. */
let rest: Rows = [];
let part = 1;

port.on('message', (request: Request) => {
  if (request === 'more') port.postMessage(rest.splice(0, part));
  else port.postMessage(read(request));
});

function read({ reader, body, isFuzzy }: Exclude<Request, 'more'>): Head {
  try {
    const read = readers[reader](Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'), isFuzzy);
    if (!('kind' in read)) return keep(read, null);
    if (read.kind === 'cut') return keep(read.result, read.what);
    if (read.kind === 'refused' || read.kind === 'token')
      return { fault: { kind: read.fault.kind, message: read.fault.message } };
    return { failure: read };
  } catch (error) {
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function keep({ columns, rows }: Table, cut: string | null): Head {
  rest = rows;
  part = Math.max(1, Math.floor(CELLS / Math.max(1, columns.length)));
  return { columns, rows: rows.length, cut };
}

const ready: Ready = 'ready';
port.postMessage(ready);
