import type { ImportProgress } from '@/lib/engines/model';
import type { Sending } from './import-queue';

/** The server's imports, except those that the upload queue shows already. An import that arrives now is the one being uploaded. */
export function visibleJobs(jobs: readonly ImportProgress[], sendings: readonly Pick<Sending, 'phase' | 'jobId'>[]) {
  const uploading = sendings.some(({ phase }) => phase === 'uploading');
  const own = new Set(sendings.flatMap(({ jobId }) => jobId ?? []));
  return jobs.filter(({ id, endedAt }) => !own.has(id) && !(uploading && endedAt === null));
}
