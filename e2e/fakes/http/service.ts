/** A TLS server on the loopback address, with a log of its requests and with admin calls for tests. */
import https from 'node:https';
import type { Tls } from '../tls';
import { type Answer, json } from './answer';
import { Exchange } from './exchange';
import { RequestLog } from './request-log';

/** The calls by which tests change a stand-in or read from it, by the name that follows `/_test/`. The body and the answer are JSON. */
export type AdminCalls = Record<string, (body: unknown) => unknown>;

/** Gives the answer, or undefined where it has dealt with the connection itself. */
export type Handler = (exchange: Exchange) => Promise<Answer | undefined> | Answer | undefined;

export interface ServiceOptions {
  tls: Tls;
  /** The value of the header `x-test-key` without which admin calls are refused. */
  key: string;
  /** 0, the default, takes a free port. */
  port?: number | undefined;
  admin?: AdminCalls;
  handle: Handler;
}

export interface Service {
  /** `https://localhost:PORT` */
  origin: string;
  log: RequestLog;
  close(): Promise<void>;
}

export async function startService(options: ServiceOptions): Promise<Service> {
  const log = new RequestLog();
  const admin: AdminCalls = {
    requests: () => log.all(),
    'clear-requests': () => log.clear(),
    ...options.admin,
  };
  const server = https.createServer({ cert: options.tls.cert, key: options.tls.key }, (request, response) => {
    const exchange = new Exchange(request, response);
    const isAdmin = exchange.path.startsWith('/_test/');
    if (!isAdmin) log.add(exchange.entry);
    answer(exchange, isAdmin ? () => administer(exchange, options.key, admin) : options.handle);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { origin: `https://localhost:${port}`, log, close };
}

async function answer(exchange: Exchange, handle: Handler): Promise<void> {
  try {
    const answered = await handle(exchange);
    if (answered && !exchange.gone.aborted) exchange.send(answered);
  } catch (error) {
    if (exchange.gone.aborted) return;
    console.error(`${exchange.method} ${exchange.path}`, error);
    exchange.send(json(500, { error: { code: 'StandInFault', message: String(error) } }));
  }
}

async function administer(exchange: Exchange, key: string, calls: AdminCalls): Promise<Answer> {
  if (exchange.header('x-test-key') !== key) return json(403, { message: 'The key is wrong' });
  const name = exchange.path.slice('/_test/'.length);
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!call) return json(404, { message: `There is no call ${name}` });
  const text = await exchange.text();
  try {
    return json(200, { result: (await call(text === '' ? undefined : JSON.parse(text))) ?? null });
  } catch (error) {
    return json(400, { message: String(error) });
  }
}
