import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, URL-safe: for tokens, session ids and keys. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

/** 64 random bits in hex: for names of files and jobs, which are no secrets. */
export function randomId(): string {
  return randomBytes(8).toString('hex');
}

/** SHA-256 of a text in hex. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
