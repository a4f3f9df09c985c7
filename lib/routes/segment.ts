/**
 * An id as one segment of a path. Ids come from telemetry, and some would be another path: `..`, `a/b`, `x.rsc`, half a
 * percent escape. Plain ones stand as they are; any other is `~` and its UTF-8 in base64url (RFC 4648, section 5). Pure.
 */
const plain = /^[A-Za-z0-9_-]+$/;

export function writeSegment(id: string): string {
  if (plain.test(id)) return id;
  const bytes = Array.from(new TextEncoder().encode(id), (byte) => String.fromCharCode(byte)).join('');
  return `~${btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** The id of a segment that has been percent-decoded; one that `writeSegment` did not write is the id itself. */
export function readSegment(segment: string): string {
  if (!segment.startsWith('~')) return segment;
  try {
    const bytes = atob(segment.slice(1).replaceAll('-', '+').replaceAll('_', '/'));
    const id = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes, (c) => c.charCodeAt(0)));
    return writeSegment(id) === segment ? id : segment;
  } catch {
    return segment;
  }
}

/** A segment as a page gets it, percent-encoded: some arrive decoded already, and a lone `%` is no fault of the reader's. */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
