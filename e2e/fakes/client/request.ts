/** Requests to the stand-ins from a process that was started without their authority, so each request names it. */
import https from 'node:https';

export interface Response {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface RequestOptions {
  ca: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal;
}

/** Sends a request. Rejects where the connection breaks, even in the middle of the body. */
export function request(url: string, { ca, method = 'GET', headers = {}, body, signal }: RequestOptions): Promise<Response> {
  return new Promise((resolve, reject) => {
    const outgoing = https.request(url, { ca, method, headers, ...(signal && { signal }) }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.once('error', reject);
      incoming.once('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
