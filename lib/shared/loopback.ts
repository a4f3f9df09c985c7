/** Addresses that only this machine reaches. */

/**
 * A name of this machine for this product alone. Browsers send cookies to every port of a host, so a session at this name goes to no
 * other program's pages on 127.0.0.1. Chrome, Edge and Firefox resolve every name under `localhost` by themselves (RFC 6761).
 */
export const ownName = 'rmm-sightings.localhost';

export const loopback = ['127.0.0.1', 'localhost', '[::1]', ownName];

/** A host as it stands in a URL: IPv6 in brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host.toLowerCase();
}

export function isLoopback({ HOST }: { HOST: string }): boolean {
  return loopback.includes(urlHost(HOST)) || /^127(\.\d{1,3}){3}$/.test(HOST);
}
