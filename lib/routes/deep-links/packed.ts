/** KQL as the portals carry it in an address. Browser-safe: CompressionStream is in browsers and in Node. Pure. */
import { MAX_LINK, type QueryLink } from './model';

async function gzipped(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  const octets = new Uint8Array(await new Response(packed).arrayBuffer());
  return btoa(Array.from(octets, (octet) => String.fromCharCode(octet)).join(''));
}

/** Packs KQL for advanced hunting: gzip of UTF-16 (little-endian), base64url without padding. */
export async function packedUtf16(kql: string): Promise<string> {
  const units = new DataView(new ArrayBuffer(kql.length * 2));
  for (let at = 0; at < kql.length; at += 1) units.setUint16(at * 2, kql.charCodeAt(at), true);
  const base64 = await gzipped(new Uint8Array(units.buffer));
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Packs KQL for the Logs blade: gzip of UTF-8, base64, percent-encoded twice. */
export async function packedUtf8(kql: string): Promise<string> {
  return encodeURIComponent(encodeURIComponent(await gzipped(new TextEncoder().encode(kql))));
}

/** The link, or how long it would have been. */
export function queryLink(href: string): QueryLink {
  return href.length > MAX_LINK ? { tooLong: href.length } : { href };
}
