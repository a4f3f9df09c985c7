import type { ImportProgress } from '@/lib/engines/model';
import type { Sending } from './import-queue';

/** The server's imports without those that the queue shows: one that arrives now can only be the one being uploaded. */
export function visibleJobs(jobs: readonly ImportProgress[], sendings: readonly Pick<Sending, 'phase' | 'jobId'>[]) {
  const uploading = sendings.some(({ phase }) => phase === 'uploading');
  const own = new Set(sendings.flatMap(({ jobId }) => jobId ?? []));
  return jobs.filter(({ id, endedAt }) => !own.has(id) && !(uploading && endedAt === null));
}
