import { hostname } from 'node:os';
import type { Env } from '@/lib/shared/env';
import { isLoopback, loopback, ownName, urlHost } from '@/lib/shared/loopback';

type Address = Pick<Env, 'HOST' | 'PORT' | 'PUBLIC_URL'>;

const isWildcard = (host: string) => host === '0.0.0.0' || /^[0:]+$/.test(host);

/** The address of this server for a browser on this machine. */
export function addressOf({ HOST, PORT }: Pick<Address, 'HOST' | 'PORT'>): string {
  return `http://${isWildcard(HOST) ? '127.0.0.1' : urlHost(HOST)}:${PORT}`;
}

/** The address at which people reach the server: PUBLIC_URL, else the one it listens on. An origin, without a slash at its end. */
export function publicAddress(address: Address): string {
  return address.PUBLIC_URL ?? addressOf(address);
}

/** The address at this product's own name (`ownName`); undefined for a server that others reach, or that has a PUBLIC_URL. */
export function ownAddress({ HOST, PORT, PUBLIC_URL }: Address): string | undefined {
  return PUBLIC_URL === undefined && isLoopback({ HOST }) ? `http://${ownName}:${PORT}` : undefined;
}

/** Whether a Host header names the public address, with or without the default port of its scheme. */
export function isPublicHost(header: string | null, { PUBLIC_URL }: Pick<Address, 'PUBLIC_URL'>): boolean {
  if (PUBLIC_URL === undefined || header === null || !/^[\w.:[\]-]+$/.test(header)) return false;
  const { protocol, host } = new URL(PUBLIC_URL);
  const written = `${protocol}//${header}`;
  return URL.canParse(written) && new URL(written).host === host;
}

/**
 * Whether a request's Host header names this server. Another site can make its own name resolve to our address (DNS rebinding);
 * the browser then treats its pages as same-origin, and only the Host header shows the difference. A server that listens on all
 * interfaces cannot know its names: it accepts this machine's name, and any IP address at any port, since an address cannot be rebound.
 */
export function isAllowedHost(header: string | null, { HOST, PORT, PUBLIC_URL }: Address): boolean {
  if (isPublicHost(header, { PUBLIC_URL })) return true;
  const [, host = '', port = '80'] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::(\d{1,5}))?$/.exec(header?.toLowerCase() ?? '') ?? [];
  if (!isWildcard(HOST)) return [...loopback, urlHost(HOST)].includes(host) && port === String(PORT);
  return [...loopback, hostname().toLowerCase()].includes(host) || /^(\[.*\]|\d{1,3}(\.\d{1,3}){3})$/.test(host);
}
