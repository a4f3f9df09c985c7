import 'server-only';
import { everyExclusion, exclusionOf } from '@/lib/exclusions/active.server';
import type { ExclusionsPage } from '@/lib/exclusions/model';
import { openQuery } from '@/lib/query/context.server';
import { ParamReader, readWindow } from '@/lib/query/params';
import { Fault } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import { cachedSweep } from './sweep-cache.server';
import type { SweepResult } from './sweep-result';

type Listed = ExclusionsPage['exclusions'][number];

/**
 * `GET /api/exclusions`: all exclusions, newest first, with what each takes out of the window. Needs a session. With `counts=0`
 * no telemetry is asked, so the audit does not record a question. If the telemetry does not answer, a notice says so and the
 * list has no counts.
 */
export async function listExclusions(search: URLSearchParams, signal?: AbortSignal): Promise<ExclusionsPage> {
  const isCounted = search.get('counts') !== '0';
  const context = await openQuery(signal, isCounted ? { subject: 'exclusions', search, isShared: true } : undefined);
  const rows = await everyExclusion();
  const all = rows.reverse().map((row) => exclusionOf(row, context.now));
  const nothing = { hidesNow: null, lastMatch: null };
  const uncounted = all.map((exclusion) => ({ ...exclusion, ...nothing }));
  if (!isCounted || all.length === 0) return { window: null, notices: [], exclusions: uncounted };
  const reader = new ParamReader(search);
  try {
    const { sweep } = await cachedSweep(context, readWindow(reader, search), null);
    const tallies = talliesOf(sweep);
    const exclusions = all.map(
      (exclusion): Listed => ({
        ...exclusion,
        ...(exclusion.status === 'active' ? listedTally(tallies.get(exclusion.id)) : nothing),
      }),
    );
    const notices = [...reader.notices, ...sweep.notices.filter(({ kind }) => kind === 'partial' || kind === 'missing-table')];
    return { window: sweep.window, notices, exclusions };
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'unauthenticated' || error.kind === 'cancelled') throw error;
    const message = `How much each takes out is not known: ${error.message}`;
    return { window: null, notices: [{ kind: 'partial', message }], exclusions: uncounted };
  }
}

interface Tally {
  sightings: number;
  events: number;
  devices: Set<string>;
  lastMatch: Instant;
}

/** What each exclusion takes out, by id: one pass, because there may be hundreds of exclusions and 100,000 sightings. */
function talliesOf({ sightings }: SweepResult): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { exclusions, parts, deviceId } of sightings)
    for (const [id, { events, lastMatch }] of Object.entries(exclusions)) {
      const tally = tallies.get(id) ?? { sightings: 0, events: 0, devices: new Set(), lastMatch };
      tallies.set(id, tally);
      if (parts.length === 0) tally.sightings += 1;
      tally.events += events;
      tally.devices.add(deviceId);
      if (lastMatch > tally.lastMatch) tally.lastMatch = lastMatch;
    }
  return tallies;
}

function listedTally(tally: Tally | undefined): Pick<Listed, 'hidesNow' | 'lastMatch'> {
  if (tally === undefined) return { hidesNow: { sightings: 0, events: 0, devices: 0 }, lastMatch: null };
  const { sightings, events, devices, lastMatch } = tally;
  return { hidesNow: { sightings, events, devices: devices.size }, lastMatch };
}
