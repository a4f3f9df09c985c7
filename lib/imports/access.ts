import { engineOf } from '@/lib/shared/azure-env';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';

/** Throws a Fault `not-found` where Azure is asked. */
export function requireFilesOnDisk(): void {
  if (engineOf(env()) !== 'embedded') throw new Fault('not-found', 'This server asks Azure: there is nothing to import into.');
}
