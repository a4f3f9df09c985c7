import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import { currentEngine } from '@/lib/engines/current.server';
import { localIdentity } from '@/lib/engines/identity';
import { now } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import { isSampleShiftHeld, removeSampleShift } from './remove.server';
import { writeSampleShift } from './write.server';

/** Between looks whether the sample telemetry has come, and whether it has gone, in milliseconds. */
const [COMES, GOES] = [200, 2000];
/** How long the making of telemetry is waited for, in looks. */
const PATIENCE = 3000;

/**
 * Writes the sample shift once the sample telemetry of a first start is there. Returns when it is written, or will not be. From then on
 * it is removed when an import takes the sample telemetry away, be that another process, or one that ended before it could tell; `closing`
 * ends that.
 */
export async function keepSampleShift(closing?: AbortSignal): Promise<void> {
  if (currentEngine().name !== 'embedded') return; // only files have a sample
  try {
    await removeIfImported();
    if (env().SAMPLE_SHIFT === 'on' && (await sampleCame())) await writeSampleShift(now());
  } catch (error) {
    log().error({ err: error }, 'the sample shift could not be written');
  }
  void watch(closing);
}

/** Removes the sample shift where there is telemetry and it is no sample. */
export async function removeIfImported(): Promise<void> {
  const isSample = () => currentEngine().sample();
  if (isSample() || !(await isSampleShiftHeld()) || !(await hasTelemetry())) return;
  if (!isSample()) await removeSampleShift(); // asked again: a newer sample may have been about to take the place of an older one
}

async function hasTelemetry(): Promise<boolean> {
  const tables = await currentEngine().tables({ now: now(), identity: localIdentity });
  return tables.some(({ present }) => present);
}

async function sampleCame(): Promise<boolean> {
  for (let look = 0; look < PATIENCE; look++) {
    if (currentEngine().sample()) return true;
    if (await hasTelemetry()) return false;
    await pause(COMES, undefined, { ref: false });
  }
  return false;
}

/** Looks every few seconds, as long as there is a sample shift. */
async function watch(closing: AbortSignal | undefined): Promise<void> {
  while (!closing?.aborted) {
    try {
      if (!(await isSampleShiftHeld())) return;
      await removeIfImported();
    } catch (error) {
      log().error({ err: error }, 'whether the sample shift is to go could not be found out');
    }
    await pause(GOES, undefined, { ref: false });
  }
}
