/** The thread that parses KQL. It answers one request after the other. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { piecesOf } from '@/lib/kql/cut/cut';
import { KqlError } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { checkHere, type Tables, translateHere } from '../embedded/translation/translator';
import type { Ready, Reply, Request } from './messages';

const port: MessagePort = workerData.port;
let tables: Tables = { version: '', schemas: [], relations: {} };

port.on('message', async (request: Request) => port.postMessage(await reply(request)));

async function reply(request: Request): Promise<Reply> {
  try {
    if (request.kind === 'cut') {
      const pieces = piecesOf(request.query);
      if (request.embedded) checkHere(request.query);
      return { pieces };
    }
    tables = request.tables ?? tables;
    return { translation: await translateHere(request.kql, request.now, tables) };
  } catch (error) {
    if (error instanceof KqlError) return { diagnostics: error.diagnostics };
    if (error instanceof Fault) return { fault: { kind: error.kind, message: error.message } };
    return { bug: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

// The first query would else wait for the parser's own warm-up.
checkHere('print 1');
const ready: Ready = 'ready';
port.postMessage(ready);
