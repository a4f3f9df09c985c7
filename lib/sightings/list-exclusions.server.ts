import 'server-only';
import { everyExclusion, exclusionOf } from '@/lib/exclusions/held.server';
import type { ExclusionsPage } from '@/lib/exclusions/model';
import { openQuery } from '@/lib/query/context.server';
import { ParamReader, readWindow } from '@/lib/query/params';
import { Fault } from '@/lib/shared/errors';
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
    const exclusions = all.map(
      (exclusion): Listed => ({
        ...exclusion,
        ...(exclusion.status === 'active' ? tallyOf(sweep, exclusion.id) : nothing),
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

function tallyOf({ sightings }: SweepResult, id: string): Pick<Listed, 'hidesNow' | 'lastMatch'> {
  const touched = sightings.flatMap((sighting) => {
    const tally = sighting.exclusions[id];
    return tally ? [{ ...sighting, tally }] : [];
  });
  const hidesNow = {
    sightings: touched.filter(({ parts }) => parts.length === 0).length,
    events: touched.reduce((sum, { tally }) => sum + tally.events, 0),
    devices: new Set(touched.map(({ deviceId }) => deviceId)).size,
  };
  const last = touched.map(({ tally }) => tally.lastMatch).sort();
  return { hidesNow, lastMatch: last.at(-1) ?? null };
}
