import { hostname } from 'node:os';
import type { Env } from '@/lib/shared/env';

type Address = Pick<Env, 'HOST' | 'PORT'>;

const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** A host as it stands in a URL: IPv6 in brackets. */
function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host.toLowerCase();
}

export function isLoopback({ HOST }: Pick<Address, 'HOST'>): boolean {
  return loopback.includes(urlHost(HOST)) || /^127(\.\d{1,3}){3}$/.test(HOST);
}

const isWildcard = (host: string) => host === '0.0.0.0' || /^[0:]+$/.test(host);

/** The address to open in a browser on this machine. */
export function addressOf({ HOST, PORT }: Address): string {
  return `http://${isWildcard(HOST) ? '127.0.0.1' : urlHost(HOST)}:${PORT}`;
}

/**
 * Whether a request's Host header names us. Another site can let its own name resolve to our address (DNS rebinding) and its
 * pages then count as ours to the browser; only the Host header tells. A server that listens everywhere cannot know
 * its names: it takes this machine's, and any address at any port (behind a port mapping), as no address can be rebound.
 */
export function isAllowedHost(header: string | null, { HOST, PORT }: Address): boolean {
  const [, host = '', port = '80'] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/.exec(header?.toLowerCase() ?? '') ?? [];
  if (!isWildcard(HOST)) return [...loopback, urlHost(HOST)].includes(host) && port === String(PORT);
  return [...loopback, hostname().toLowerCase()].includes(host) || /^(\[.*\]|\d{1,3}(\.\d{1,3}){3})$/.test(host);
}
