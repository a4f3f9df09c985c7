/** The thread that parses KQL. It answers one request after the other. */
import { type MessagePort, workerData } from 'node:worker_threads';
import { checkKql } from '@/lib/kql/cut/check';
import { piecesOf } from '@/lib/kql/cut/cut';
import { KqlError } from '@/lib/kql/model';
import { tableSchemas } from '@/lib/kql/schemas';
import { labellingSql } from '@/lib/kql/sql/labelling';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { crossWorkspaceUnion } from '@/lib/kql/workspaces/cross-workspace-union';
import { Fault } from '@/lib/shared/errors';
import { defenderSchemas } from '../defender/schemas';
import { checkHere, type Tables, translateHere } from '../embedded/translation/translator';
import type { EngineName } from '../model';
import type { Ready, Reply, Request, TablesOfAll } from './messages';

const port: MessagePort = workerData.port;
let tables: Tables = { version: '', schemas: [], relations: {} };
let joint: TablesOfAll = { tables: [], schemas: [] };

/** The same checks as `check` of each engine. */
const checkFor: Record<EngineName, (kql: string) => void> = {
  embedded: checkHere,
  'log-analytics': (kql) => checkKql(kql, tableSchemas),
  defender: (kql) => checkKql(kql, defenderSchemas),
};

port.on('message', async (request: Request) => port.postMessage(await reply(request)));

async function reply(request: Request): Promise<Reply> {
  try {
    if (request.kind === 'cut') {
      const pieces = piecesOf(request.query);
      checkFor[request.engine](request.query);
      return { pieces };
    }
    if (request.kind === 'compile') return { compiled: labellingSql(request.labelling, request.schema) };
    if (request.kind === 'unite') {
      joint = request.joint ?? joint;
      return { united: crossWorkspaceUnion(request.kql, { ...joint, now: request.now, limits: fusedLimits }) };
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
