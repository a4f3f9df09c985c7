/** A balancer in front of several instances of the app. All requests go to the first instance that is alive. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** `POST /_test/kill` calls `kill` with the number of the instance that answers now. */
export function startBalancer(port: number, instances: number[], kill: (instance: number) => Promise<void>): Promise<void> {
  const dead = new Set<number>();
  const server = createServer((incoming, outgoing) => {
    const at = instances.findIndex((_, i) => !dead.has(i));
    if (incoming.url !== '/_test/kill') return forward(incoming, outgoing, instances[at] ?? 0);
    dead.add(at);
    kill(at).then(() => outgoing.end(String(at)));
  });
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

/** Forwards a request with its Host header, which tells instances the public address. Connections are not reused, as an instance may close them. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url, headers } = incoming;
  const onward = request({ host: '127.0.0.1', port, method, path: url, headers, setHost: false, agent: false }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(outgoing);
  });
  onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
  outgoing.on('close', () => onward.destroy()); // the client has gone away
  incoming.pipe(onward);
}
