/** For tests: a receiver of webhooks on this machine, over real HTTP. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { z } from 'zod';

interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

type Answer = (response: ServerResponse) => void;

const addressSchema = z.object({ port: z.number() });
const ok: Answer = (response) => response.end('ok');

export async function startReceiver() {
  const received: Received[] = [];
  const next: Answer[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    received.push({ path: request.url ?? '', headers: request.headers, body });
    (next.shift() ?? ok)(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = addressSchema.parse(server.address());
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    received,
    /** How it answers the next request; without, it says ok. */
    answer: (how: Answer) => next.push(how),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
