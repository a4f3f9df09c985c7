import 'server-only';
import { headers } from 'next/headers';
import { isAllowedHost, publicAddress } from '@/lib/auth/host';
import { requireSameOrigin } from '@/lib/auth/origin';
import { requireRole } from '@/lib/auth/session.server';
import type { ImportProgress } from '@/lib/engines/model';
import { cancelImport, findImport, listImports, startImport, type Upload } from '@/lib/imports/jobs.server';
import { engineOf } from '@/lib/shared/azure-env';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';

/** Imports go round the proxy, which would hold their bodies in memory: its checks are made here. */
async function authorise({ changes }: { changes: boolean }): Promise<void> {
  const given = await headers();
  if (!isAllowedHost(given.get('host'), env()))
    throw new Fault('forbidden', `This server answers to ${publicAddress(env())} only.`);
  if (changes) requireSameOrigin({ headers: given });
  await requireRole(changes ? 'Analyst' : 'Viewer');
  if (engineOf(env()) !== 'embedded') throw new Fault('not-found', 'This server asks Azure: there is nothing to import into.');
}

/** Receives a file and begins to import it. Throws a Fault `conflict` while another import runs. */
export async function beginImport(upload: Upload): Promise<ImportProgress> {
  await authorise({ changes: true });
  return startImport(env().DATA_DIR, upload);
}

/** Imports since the server started, newest first. */
export async function readImports(): Promise<ImportProgress[]> {
  await authorise({ changes: false });
  return listImports();
}

/** How an import stands. Throws a Fault `not-found`. */
export async function readImport(id: string): Promise<ImportProgress> {
  await authorise({ changes: false });
  return findImport(id);
}

/** Cancels an import that has not ended. Throws a Fault `not-found`. */
export async function endImport(id: string): Promise<ImportProgress> {
  await authorise({ changes: true });
  return cancelImport(id);
}
