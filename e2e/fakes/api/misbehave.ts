/** Ways in which a connection or an answer goes wrong. Both APIs use them. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from '../http/answer';
import type { Exchange } from '../http/exchange';

/** Hits one call in three of each name, in order of arrival: the first, the fourth, the seventh and so on. */
export class OneInThree {
  private readonly counts = new Map<string, number>();

  hits(name: string): boolean {
    const count = this.counts.get(name) ?? 0;
    this.counts.set(name, count + 1);
    return count % 3 === 0;
  }
}

/** Hits the first call of each key. */
export class FirstOfEach {
  private readonly seen = new Set<string>();

  hits(key: string): boolean {
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    return true;
  }
}

/** Breaks the connection off without an answer. */
export function reset({ entry, request }: Exchange): void {
  entry.end(0);
  request.socket.destroy();
}

/** Breaks the connection off in the middle of the answer's body. */
export function cutShort({ entry, request, response }: Exchange, { status, headers, body }: Answer): void {
  const bytes = Buffer.from(body);
  entry.end(0);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.write(bytes.subarray(0, bytes.length / 2), () => request.socket.destroy());
}

/** Waits. Rejects as soon as the signal aborts, as it does when the client goes away. */
export async function dawdle(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal });
}
