import 'server-only';
import { requirePrincipal } from '@/lib/auth/session.server';
import type { ImportProgress } from '@/lib/engines/model';
import { requireFilesOnDisk } from './access';
import { findJob, listJobs } from './jobs.server';

/** `GET /api/imports`: imports since the server started, newest first. Needs a session. */
export async function readImports(): Promise<ImportProgress[]> {
  await requirePrincipal();
  requireFilesOnDisk();
  return listJobs();
}

/** `GET /api/imports/{id}`: how an import stands. Needs a session; throws a Fault `not-found`. */
export async function readImport(id: string): Promise<ImportProgress> {
  await requirePrincipal();
  requireFilesOnDisk();
  return findJob(id);
}
