import 'server-only';
import type { QueryContext } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { Fault } from '@/lib/shared/errors';
import { readWatched } from '@/lib/triage/notes/read.server';
import type { SightingsPage } from './model';
import { defaultParams, type SightingsParams } from './params';
import { select } from './select';
import type { SweepResult } from './sweep-result';

/** What a sweep found on the devices that a person watches. */
export interface Watch {
  watched: SightingsPage['watched'];
  /** The sweep with nothing else. */
  sweep: SweepResult;
  notices: Notice[];
}

/**
 * What a sweep shows of the devices that the person watches, and how many of them show something new, whatever the question
 * filters.
 */
export async function readWatch({ principal }: QueryContext, sweep: SweepResult, { since }: SightingsParams): Promise<Watch> {
  const notices: Notice[] = [];
  const devices = await readWatched(principal).catch((error: unknown) => {
    if (!(error instanceof Fault)) throw error;
    notices.push({ kind: 'partial', message: `Watched devices are not marked: ${error.message}` });
    return new Set<string>();
  });
  return { ...watchOf(sweep, devices, since), notices };
}

/** The same for given devices. Pure. */
export function watchOf(sweep: SweepResult, devices: ReadonlySet<string>, since: string): Omit<Watch, 'notices'> {
  if (devices.size === 0) return { watched: { devices: [], showingNew: 0 }, sweep: { ...sweep, sightings: [] } };
  const own = { ...sweep, sightings: sweep.sightings.filter(({ deviceId }) => devices.has(deviceId)) };
  const { rows } = select(own, { ...defaultParams, since });
  const showingNew = new Set(rows.filter(({ isNew }) => isNew).map(({ deviceId }) => deviceId)).size;
  return { watched: { devices: [...devices], showingNew }, sweep: own };
}
