import { recoverCommits } from '@/lib/engines/embedded/commits.server';
import { makeSample } from '@/lib/engines/embedded/sample/make.server';
import { hasTelemetry } from '@/lib/engines/embedded/sample.server';
import { now } from '@/lib/shared/clock';

/** Finishes what an import that was killed had committed; then makes the sample when there is nothing to look at. */
export async function prepareTelemetry(dataDir: string): Promise<void> {
  await recoverCommits(dataDir);
  if (await hasTelemetry(dataDir)) return;
  console.log('Making sample telemetry: a fictional company, 30 days …');
  await makeSample(dataDir, now());
}
