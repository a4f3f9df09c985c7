/** Pseudo-random numbers made from names, the same for the same names. */
import { createHash } from 'node:crypto';

/** A whole number from 0 to `below` - 1, the same for the same names. */
export function pick(below: number, ...names: (string | number)[]): number {
  const digest = createHash('md5').update(names.join('\0')).digest();
  return digest.readUIntBE(0, 6) % below;
}

/** One of a list, the same for the same names. Throws when the list is empty. */
export function pickOf<T>(list: readonly T[], ...names: (string | number)[]): T {
  const found = list[pick(list.length, ...names)];
  if (found === undefined) throw new Error('Nothing to pick from');
  return found;
}

export const hexOf = (algorithm: 'md5' | 'sha1' | 'sha256', ...names: (string | number)[]) =>
  createHash(algorithm).update(names.join('\0')).digest('hex');

/** A GUID out of names. */
export function guidOf(...names: (string | number)[]): string {
  const hex = hexOf('md5', ...names);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
