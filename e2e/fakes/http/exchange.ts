/** One request and the answer to it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from './answer';
import { RequestEntry } from './request-log';

const MAX_BODY = 8 * 1024 * 1024;

export class Exchange {
  readonly url: URL;
  /** The request's entry in the log. The code that answers fills in what it learns. */
  readonly entry: RequestEntry;
  private readonly left = new AbortController();

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
  ) {
    this.url = new URL(request.url ?? '/', 'https://localhost');
    this.entry = new RequestEntry(this.method, this.path);
    response.once('close', () => {
      if (!response.writableFinished) this.left.abort();
      this.entry.end(response.writableFinished ? response.statusCode : undefined);
    });
  }

  get method(): string {
    return this.request.method ?? 'GET';
  }

  get path(): string {
    return this.url.pathname;
  }

  /** Aborts when the client goes away before the answer is sent. */
  get gone(): AbortSignal {
    return this.left.signal;
  }

  header(name: string): string | undefined {
    const value = this.request.headers[name];
    return Array.isArray(value) ? value.join(', ') : value;
  }

  cookie(name: string): string | undefined {
    const pairs = (this.header('cookie') ?? '').split(/;\s*/).map((pair) => pair.split('='));
    return pairs.find(([key]) => key === name)?.[1];
  }

  /** The whole body as text. Rejects where it is too large or cut short. */
  async text(): Promise<string> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of this.request) {
      size += chunk.length;
      if (size > MAX_BODY) throw new Error('The body is too large');
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  async form(): Promise<URLSearchParams> {
    return new URLSearchParams(await this.text());
  }

  send({ status, headers, body }: Answer): void {
    this.response.writeHead(status, { 'cache-control': 'no-store', ...headers });
    this.response.end(body);
  }
}
