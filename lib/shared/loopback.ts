/** Addresses that only this machine reaches. */

export const loopback = ['127.0.0.1', 'localhost', '[::1]'];

/** A host as it stands in a URL: IPv6 in brackets. */
export function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host.toLowerCase();
}

export function isLoopback({ HOST }: { HOST: string }): boolean {
  return loopback.includes(urlHost(HOST)) || /^127(\.\d{1,3}){3}$/.test(HOST);
}
