import { recoverCommits } from '@/lib/engines/embedded/commits.server';
import { tableFiles, tableFolders } from '@/lib/engines/embedded/folders';
import { now } from '@/lib/shared/clock';

/** Finishes what an import that was killed had committed; then makes the sample when there is nothing to look at. */
export async function prepareTelemetry(dataDir: string): Promise<void> {
  await recoverCommits(dataDir);
  if (tableFolders(dataDir).some((table) => tableFiles(dataDir, table).length > 0)) return;
  console.log('Making sample telemetry: a fictional company, the last 30 days …');
  const { makeSample } = await import('@/lib/engines/embedded/sample/make.server'); // DuckDB comes with it
  await makeSample(dataDir, now());
}
