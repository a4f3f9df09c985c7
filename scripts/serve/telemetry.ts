import { recoverCommits } from '@/lib/engines/embedded/commits.server';
import { isSampleDue } from '@/lib/sample/due';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';

/** Completes the commit of an import that was killed during it. Then makes the sample if there is no telemetry. */
export async function prepareTelemetry(dataDir: string, signal: AbortSignal): Promise<void> {
  await recoverCommits(dataDir);
  if (!isSampleDue(dataDir, now())) return;
  console.log('Making sample telemetry: a fictional company, the last 30 days …');
  const { makeSample } = await import('@/lib/sample/make.server'); // DuckDB comes with it
  try {
    await makeSample(dataDir, now(), { signal });
  } catch (error) {
    if (!(error instanceof Fault && error.kind === 'conflict')) throw error;
    console.log(`No sample was made: ${error.message}`); // an import is under way, and brings telemetry
  }
}
