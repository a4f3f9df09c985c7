import { existsSync } from 'node:fs';
import path from 'node:path';
import { BENCH_NOW, generateSightings } from '@/lib/engines/embedded/bench-data.server';
import type { Instant } from '@/lib/shared/time';

/** Telemetry that makes this many sightings, generated once. Returns the instant at which it ends. */
export async function sightingsData(dir: string, sightings: number): Promise<Instant> {
  if (!existsSync(path.join(dir, 'telemetry'))) {
    console.log(`\nGenerating events for ${sightings} sightings…`);
    await generateSightings(dir, sightings);
  }
  return BENCH_NOW;
}
