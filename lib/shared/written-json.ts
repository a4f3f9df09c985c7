import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);

/** The header in which a route says how its body is packed. The guard of the HTTP server (lib/auth) makes it the content-encoding. */
export const PACKED_AS = 'x-packed-as';

/** JSON that many people are answered with: written once, and packed once, when the first one wants it so. */
export class WrittenJson {
  #packed: Promise<Uint8Array<ArrayBuffer>> | undefined;

  constructor(readonly text: string) {}

  /** As gzip. */
  packed(): Promise<Uint8Array<ArrayBuffer>> {
    this.#packed ??= pack(this.text).then((bytes) => new Uint8Array(bytes));
    return this.#packed;
  }
}
