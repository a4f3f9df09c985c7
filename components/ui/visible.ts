/** How texts of strangers are shown. Pure. */
// biome-ignore lint/performance/noBarrelFile: one function, which components know by this place
export { visibleText } from '@/lib/shared/visible';

/** Splits a long text so that its end stays whole, because ends tell files, hosts and switches apart. */
export function splitTail(text: string, tail = 10): { head: string; tail: string } {
  const characters = Array.from(text);
  if (characters.length <= tail * 2) return { head: text, tail: '' };
  return { head: characters.slice(0, -tail).join(''), tail: characters.slice(-tail).join('') };
}

/** Splits a device’s name into host and domain; the dot belongs to the domain. Any other text counts as host. */
export function splitHost(name: string): { host: string; domain: string } {
  const [, host, domain] = /^([^.\s]*[^.\s\d][^.\s]*)(\.\S+)$/.exec(name) ?? [];
  return host === undefined || domain === undefined ? { host: name, domain: '' } : { host, domain };
}
