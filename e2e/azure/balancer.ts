/** A balancer in front of several instances of the app. All requests go to one of them, until that one is killed. */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

interface Instance {
  port: number;
  /** Starts it unless it runs. Resolves when it answers. */
  start(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** `POST /_test/kill` kills the instance that answers now. The next one serves from then on, and is started anew if it was killed before. */
export function startBalancer(port: number, instances: Instance[]): Promise<void> {
  let serving = 0;
  const server = createServer((incoming, outgoing) => {
    const instance = instances[serving];
    if (instance && incoming.url !== '/_test/kill') return forward(incoming, outgoing, instance.port);
    failOver().then(
      () => outgoing.writeHead(204).end(),
      (error: unknown) => outgoing.writeHead(500).end(String(error)),
    );
  });
  async function failOver(): Promise<void> {
    const killed = serving;
    const next = (killed + 1) % instances.length;
    await instances[next]?.start();
    serving = next;
    await instances[killed]?.kill();
  }
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
