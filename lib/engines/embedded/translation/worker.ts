/** The thread that translates. It answers one request after the other. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { KqlError } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import type { Ready, Reply, Request } from './messages';
import { type Tables, translateHere } from './translator';

const port: MessagePort = workerData.port;
let tables: Tables = { version: '', schemas: [], relations: {} };

port.on('message', async (request: Request) => {
  tables = request.tables ?? tables;
  port.postMessage(await reply(request));
});

async function reply({ kql, now }: Request): Promise<Reply> {
  try {
    return { translation: await translateHere(kql, now, tables) };
  } catch (error) {
    if (error instanceof KqlError) return { diagnostics: error.diagnostics };
    if (error instanceof Fault) return { fault: { kind: error.kind, message: error.message } };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// The first query would else wait for the parser's own warm-up.
await reply({ kql: 'print 1', now: '0001-01-01T00:00:00.0000000Z', tables: null });
const ready: Ready = 'ready';
port.postMessage(ready);
