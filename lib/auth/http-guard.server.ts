import 'server-only';
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { PROBLEM_TYPE, problemBody } from '@/lib/shared/problem';
import { securityHeaders } from '@/lib/shared/security-headers';
import { ownTurn } from '@/lib/shared/turns';
import { PACKED_AS } from '@/lib/shared/written-json';
import { isAllowedHost } from './host';

/**
 * An upload may take so long: 10 GB at 25 Mbit/s. Node's own limit of 5 minutes would cut it. It holds for every request, so
 * the limit below cuts the bodies of all others.
 */
const UPLOAD_MS = 3_600_000;
const BODY_MS = 30_000;
/** What proxy.ts lets Next hold in memory of a body (next.config.js), with or without a session. */
const LONGEST_BODY = 16 * 1024;

/** Paths whose bodies are files, at any length. */
const isUpload = (path: string) => /^\/api\/imports(?:\/|$)/.test(path);
/** Paths whose handlers read the body, once they have checked who sends it. The matcher of proxy.ts leaves them out as well. */
export const takesBodies = (path: string) =>
  /^\/api\/(?:(?:imports|verdicts|exclusions|lists|views|shifts|links|handovers|webhooks)(?:\/|$)|devices\/[^/]+\/notes$)/.test(
    path,
  );

interface Refusal {
  status: number;
  title: string;
  detail: string;
  headers?: Record<string, string>;
}

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Why a request is answered before it reaches Next, which would answer 500 or hold its body in memory; undefined for others. */
function refusalOf({ method = '', url = '', headers }: Asked): Refusal | undefined {
  const path = pathOf(url);
  if (!methods.includes(method)) {
    const detail = `This server answers ${methods.join(', ')}.`;
    return { status: 405, title: 'Method not allowed', detail, headers: { allow: methods.join(', ') } };
  }
  // An address with a host in it would let Next answer with a redirect to that host.
  if (!path.startsWith('/') || !isDecodable(path))
    return {
      status: 400,
      title: 'Bad request',
      detail: 'The address is not valid: it begins with /, and after each % two hex digits of UTF-8 follow.',
    };
  if (Number(headers['content-length'] ?? 0) > LONGEST_BODY && !takesBodies(path))
    return {
      status: 413,
      title: 'Too large',
      detail: `The body is longer than ${LONGEST_BODY} bytes, the most that this address takes.`,
    };
  return undefined;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const pathOf = (url: string) => url.split('?', 1)[0] ?? '';

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Puts the guard before every HTTP server of this process, once each, when its first request comes. Next makes its server
 * itself, so Node's diagnostics channel is where we get hold of it. `bodyMs`: how long a body may take that is no upload.
 */
export function guardHttpServers({ bodyMs = BODY_MS } = {}): void {
  const guarded = new WeakSet<Server>();
  const isHttps = env().PUBLIC_URL?.startsWith('https:') ?? false;
  subscribe('http.server.request.start', (message) => {
    if (!isExchange(message)) return;
    const { request, response, server } = message;
    if (isHttps) response.setHeader('strict-transport-security', 'max-age=31536000');
    mendHeaders(response);
    if (!isUpload(pathOf(request.url ?? ''))) cutAfter(bodyMs, request);
    if (guarded.has(server)) return;
    guarded.add(server);
    guard(server);
  });
}

/**
 * Next sets headers as lists, but its own compression does not read a content type in a list, so JSON would not be compressed.
 * This sets a single text, for whole JSON only: compression would hold back the beginning of a streamed answer.
 * Next also drops a route's content-encoding, so a route that sends a packed body names the packing in our own header.
 */
function mendHeaders(response: ServerResponse): void {
  const setHeader = response.setHeader.bind(response);
  response.setHeader = (name, value) => {
    const isJson = name.toLowerCase() === 'content-type' && String(value) === 'application/json';
    if (name.toLowerCase() === PACKED_AS) setHeader('content-encoding', String(value));
    else setHeader(name, isJson ? 'application/json' : value);
    return response;
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  server: Server;
}

function isExchange(message: unknown): message is Exchange {
  if (typeof message !== 'object' || message === null) return false;
  const { request, response, server }: Record<string, unknown> = { ...message };
  return request instanceof IncomingMessage && response instanceof ServerResponse && server instanceof Server;
}

function guard(server: Server): void {
  server.requestTimeout = UPLOAD_MS;
  const listeners = server.listeners('request');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    const refusal = refusalOf(request);
    if (refusal) refuse(request, response, refusal);
    else if (isProbe(request)) alive(response);
    else void passOn(request, response);
  });

  /** One request a turn of the event loop: Next does much at once for each, and a crowd of them comes at once. */
  async function passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await ownTurn();
    if (response.destroyed) return; // its client has left meanwhile
    for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
  }
}

/** A request for a foreign host goes on to proxy.ts, which refuses it. */
const isProbe = ({ method = '', url = '', headers }: Asked) =>
  /^(?:GET|HEAD)$/.test(method) && pathOf(url) === paths.api.health() && isAllowedHost(headers.host ?? null, env());

/**
 * Answers like app/api/health, but at once: that route needs a dozen turns of the event loop, and each can be long on a busy
 * server.
 */
function alive(response: ServerResponse): void {
  response.writeHead(200, { ...securityHeaders, 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end('{"status":"ok"}');
}

/** Ends the connection when the body of its request has not arrived in time. */
function cutAfter(ms: number, request: IncomingMessage): void {
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) return;
  const timer = setTimeout(() => request.complete || request.socket.destroy(), ms);
  request.once('close', () => clearTimeout(timer));
}

function refuse(request: IncomingMessage, response: ServerResponse, { status, title, detail, headers }: Refusal): void {
  const isApi = pathOf(request.url ?? '').startsWith('/api/');
  const [type, body] = isApi ? [PROBLEM_TYPE, problemBody(status, title, detail)] : ['text/plain; charset=utf-8', `${detail}\n`];
  const common = { ...securityHeaders, 'content-type': type, 'cache-control': 'no-store', connection: 'close' };
  response.writeHead(status, { ...common, ...headers }).end(body);
}
