import { engineOf } from '@/lib/shared/azure-env';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';

/** Throws a Fault `not-found` on a server that asks Azure: it has no telemetry to import into. */
export function requireFilesOnDisk(): void {
  if (engineOf(env()) !== 'embedded') throw new Fault('not-found', 'This server asks Azure: there is nothing to import into.');
}
