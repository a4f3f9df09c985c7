import 'server-only';
import { compiledCatalogue } from '@/lib/catalogue/compiled.server';
import { signalSchema, tableOfSignal } from '@/lib/hunts/model';
import { missingOf, openQuery } from '@/lib/query/context.server';
import type { PortalLinks } from '@/lib/query/model';
import { linkedQuery } from '@/lib/query/portal-links.server';
import { portals } from '@/lib/shared/portals';
import { resolveWindow } from '@/lib/shared/window';
import { onePlace } from '@/lib/sightings/filters-kql';
import { deviceEventsKql } from './events-kql';
import { parseEventsParams } from './params';
import { devicePages } from './portal-pages';

interface TableKql {
  table: string;
  kql: string;
}

/** `GET /api/devices/{id}/question`: a device's pages elsewhere, and its events of the question as KQL. Needs a session. */
export async function readDevicePortalLinks(
  deviceId: string,
  search: URLSearchParams,
  signal?: AbortSignal,
): Promise<PortalLinks> {
  const ask = await openQuery(signal);
  const { params, notices } = parseEventsParams(search);
  const window = resolveWindow(params.window, ask.now);
  const { askable } = await compiledCatalogue(ask.engine);
  const coverage = await ask.engine.coverage(ask);
  const missing = missingOf(coverage);
  const asked = signalSchema.options.flatMap((one): TableKql[] => {
    const table = tableOfSignal[one];
    const kql = missing.has(table) ? null : deviceEventsKql(one, deviceId, window, params, askable);
    return kql === null ? [] : [{ table, kql }];
  });
  return {
    window,
    notices: [...notices, ...onePlace(coverage)],
    pages: devicePages(portals(), deviceId, window),
    queries: await Promise.all(asked.map((one) => linkedQuery(ask, { ...one, window }))),
  };
}
