import type { ImportProgress } from '@/lib/engines/model';
import type { Sending } from './import-queue';

/**
 * The server’s imports that the upload queue does not already show. An import whose file is still arriving is the one that the
 * queue sends.
 */
export function visibleJobs(jobs: readonly ImportProgress[], sendings: readonly Pick<Sending, 'phase' | 'jobId'>[]) {
  const uploading = sendings.some(({ phase }) => phase === 'uploading');
  const own = new Set(sendings.flatMap(({ jobId }) => jobId ?? []));
  return jobs.filter(({ id, endedAt }) => !own.has(id) && !(uploading && endedAt === null));
}
