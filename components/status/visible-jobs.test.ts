import { expect, test } from 'vitest';
import type { ImportProgress } from '@/lib/engines/model';
import { visibleJobs } from './visible-jobs';

function job(id: string, endedAt: string | null): ImportProgress {
  const startedAt = '2026-03-10T08:00:00.0000000Z';
  return {
    id,
    file: id,
    state: 'reading',
    bytesRead: 0,
    bytesTotal: 0,
    rowsRead: 0,
    rowsWritten: 0,
    startedAt,
    endedAt,
    result: null,
    fault: null,
  };
}

const jobs = [job('running', null), job('ended', '2026-03-10T08:00:01.0000000Z')];
const ids = (...sendings: Parameters<typeof visibleJobs>[1]) => visibleJobs(jobs, sendings).map(({ id }) => id);

test('each file shows once: as the queue has it, or as the server has it', () => {
  expect(ids()).toEqual(['running', 'ended']);
  expect(ids({ phase: 'uploading', jobId: null })).toEqual(['ended']);
  expect(ids({ phase: 'waiting', jobId: null })).toEqual(['running', 'ended']);
  expect(ids({ phase: 'cancelled', jobId: 'ended' })).toEqual(['running']);
});
