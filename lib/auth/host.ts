import { hostname } from 'node:os';
import type { Env } from '@/lib/shared/env';
import { loopback, urlHost } from '@/lib/shared/loopback';

type Address = Pick<Env, 'HOST' | 'PORT' | 'PUBLIC_URL'>;

const isWildcard = (host: string) => host === '0.0.0.0' || /^[0:]+$/.test(host);

/** Where the server listens, as a browser on this machine opens it. */
export function addressOf({ HOST, PORT }: Pick<Address, 'HOST' | 'PORT'>): string {
  return `http://${isWildcard(HOST) ? '127.0.0.1' : urlHost(HOST)}:${PORT}`;
}

/** Where people reach it: the public address, else the one it listens on. An origin, without a slash at its end. */
export function publicAddress(address: Address): string {
  return address.PUBLIC_URL ?? addressOf(address);
}

/** Whether a Host header is that of the public address; a proxy may write the scheme's own port out or leave it. */
export function isPublicHost(header: string | null, { PUBLIC_URL }: Pick<Address, 'PUBLIC_URL'>): boolean {
  if (PUBLIC_URL === undefined || header === null || !/^[\w.:[\]-]+$/.test(header)) return false;
  const { protocol, host } = new URL(PUBLIC_URL);
  const written = `${protocol}//${header}`;
  return URL.canParse(written) && new URL(written).host === host;
}

/**
 * Whether a request's Host header names us. Another site can let its own name resolve to our address (DNS rebinding) and its
 * pages then count as ours to the browser; only the Host header tells. A server that listens everywhere cannot know
 * its names: it takes this machine's, and any address at any port (behind a port mapping), as no address can be rebound.
 */
export function isAllowedHost(header: string | null, { HOST, PORT, PUBLIC_URL }: Address): boolean {
  if (isPublicHost(header, { PUBLIC_URL })) return true;
  const [, host = '', port = '80'] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/.exec(header?.toLowerCase() ?? '') ?? [];
  if (!isWildcard(HOST)) return [...loopback, urlHost(HOST)].includes(host) && port === String(PORT);
  return [...loopback, hostname().toLowerCase()].includes(host) || /^(\[.*\]|\d{1,3}(\.\d{1,3}){3})$/.test(host);
}
