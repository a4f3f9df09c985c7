import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, URL-safe: for tokens, session ids and keys. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** 64 random bits in hex: for names of files and jobs, which are no secrets. */
export function randomId(): string {
  return randomBytes(8).toString('hex');
}

/** 128 random bits, URL-safe, 22 characters: for addresses that nobody may guess, short enough to be sent. */
export function linkId(): string {
  return randomBytes(16).toString('base64url');
}

/** A fraction of chance, 0 to below 1: to spread waits, no secret. */
export function randomFraction(): number {
  return randomBytes(4).readUInt32BE() / 2 ** 32;
}

/** SHA-256 of a text, or of bytes, in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
