/** For tests: a server over TLS that answers as it is told, and an engine that asks it without waiting long. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { z } from 'zod';
import type { Identity } from '@/lib/engines/engine';
import { Throttling } from '@/lib/engines/throttling/throttling';
import type { Time } from '@/lib/engines/throttling/time';
import type { Column } from '@/lib/kql/model';
import { tableSchemas } from '@/lib/kql/schemas';
import type { Workspace } from '@/lib/shared/azure-env';

export interface Asked {
  path: string;
  query: string;
  timespan: string;
  headers: IncomingMessage['headers'];
  /** Settles when the caller has gone before the answer. */
  left: Promise<void>;
}

/** Answers one call; undefined leaves it open. */
export type Handler = (asked: Asked, response: ServerResponse) => void;

const body = z.object({ query: z.string(), timespan: z.string() });

export const workspace = (name: string, place: Partial<Workspace> = {}): Workspace => ({
  name,
  customerId: `${name}-id`,
  resourceId: null,
  ...place,
});

export const identity = (scope = 'ada', more: Partial<Identity> = {}): Identity => ({
  scope,
  token: async () => `token of ${scope}`,
  challenged: async (claims) => Promise.reject(new Error(claims)),
  ...more,
});

/** Seconds pass in milliseconds. */
const hasty: Time = {
  now: () => performance.now() * 1000,
  after(ms, then) {
    const timer = setTimeout(then, ms / 1000);
    return () => clearTimeout(timer);
  },
};

export function sendTable(response: ServerResponse, columns: Column[], rows = '', more = ''): void {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(`{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":[${rows}]}]${more}}`);
}

export function sendError(response: ServerResponse, status: number, error: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-ms-request-id': 'request-7', ...headers });
  response.end(JSON.stringify({ error }));
}

const isProbe = ({ query }: Asked) => query.includes('| getschema |');
const legs = /\((?:workspace\('[^']*'\)\.)?(\w+) \| getschema \| project Workspace = '([^']*)'/g;
const schemaColumns: Column[] = [
  { name: 'Workspace', type: 'string' },
  { name: 'Table', type: 'string' },
  { name: 'Columns', type: 'dynamic' },
];

/** Every hunted table with all its columns to who looks at the schema, else what `handler` says. */
export const withSchema =
  (handler: Handler, schema: (table: string, workspace: string) => Column[] | undefined = columnsOf): Handler =>
  (asked, response) => {
    if (!isProbe(asked)) return handler(asked, response);
    const rows = [...asked.query.matchAll(legs)].flatMap(([, table = '', name = '']) => {
      const columns = schema(table, name)?.map((column, i) => `${i} ${column.type} ${column.name}`);
      return columns ? [JSON.stringify([name, table, JSON.stringify(columns)])] : [];
    });
    if (rows.length > 0) return sendTable(response, schemaColumns, rows.join(','));
    const inner = { code: 'SEM0100', message: "'union' operator: no table expression could be resolved" };
    const semantic = { code: 'SemanticError', message: 'A semantic error occurred.', innererror: inner };
    sendError(response, 400, {
      code: 'BadArgumentError',
      message: 'The request had some invalid properties',
      innererror: semantic,
    });
  };

export const columnsOf = (table: string) => tableSchemas.find(({ name }) => name === table)?.columns;

export async function standIn() {
  const pair = await generate([{ name: 'commonName', value: 'localhost' }], {
    algorithm: 'sha256',
    keyType: 'ec',
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  const state: { handler: Handler; asked: Asked[] } = { handler: () => {}, asked: [] };
  const server = createServer({ key: pair.private, cert: pair.cert }, async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const left = new Promise<void>((resolve) => response.on('close', () => response.writableFinished || resolve()));
    const { url: path = '', headers } = request;
    const asked = { path, headers, left, ...body.parse(JSON.parse(Buffer.concat(chunks).toString())) };
    state.asked.push(asked);
    state.handler(asked, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    /** What was asked besides schemas. */
    queries: () => state.asked.filter((asked) => !isProbe(asked)),
    asked: () => state.asked,
    /** From now on; what was asked is forgotten. */
    answer(handler: Handler) {
      state.handler = handler;
      state.asked = [];
    },
    settings: (...workspaces: Workspace[]) => ({
      endpoint: `https://localhost:${port}`,
      audience: 'https://api.loganalytics.io',
      tlsOptions: { ca: pair.cert },
      throttling: new Throttling(hasty, () => 0),
      workspaces: workspaces.length > 0 ? workspaces : [workspace('contoso')],
    }),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
