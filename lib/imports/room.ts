import { statfs } from 'node:fs/promises';
import { Fault } from '@/lib/shared/errors';

/** Bytes of the disk that stay free, for queries and other programs. */
const RESERVE = 1024 ** 3;

/** How many bytes may be written before the disk is looked at again. */
export const CHECK_EVERY = 64 * 1024 ** 2;

/** Throws a Fault `unavailable` unless the disk of a folder has room for so many bytes beside the reserve. */
export async function requireRoom(dir: string, wanted: number): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  const free = bavail * bsize - RESERVE;
  if (wanted <= free) return;
  const gigabytes = (bytes: number) => (Math.max(bytes, 0) / 1e9).toFixed(1);
  const needed = wanted > 0 ? `, it needs ${gigabytes(wanted)} GB or more` : '';
  throw new Fault(
    'unavailable',
    `The disk that holds DATA_DIR has no room for this file: ${gigabytes(free)} GB are free (1 GB is kept back)${needed}.`,
  );
}
