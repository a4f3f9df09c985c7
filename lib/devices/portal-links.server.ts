import 'server-only';
import { planSweep } from '@/lib/catalogue/plan.server';
import { kqlOf } from '@/lib/engines/asked';
import { signalSchema } from '@/lib/hunts/model';
import { openQuery } from '@/lib/query/context.server';
import type { PortalLinks } from '@/lib/query/model';
import { onePlace } from '@/lib/query/portal-links';
import { linkedQuery } from '@/lib/query/portal-links.server';
import { portals } from '@/lib/shared/portals';
import { resolveWindow } from '@/lib/shared/window';
import { tableOfSignal } from '@/lib/tables/tables';
import { deviceEventsKql } from './events-kql';
import { parseEventsParams } from './params';
import { devicePages } from './portal-pages';

/** `GET /api/devices/{id}/portal-links`: a device's pages in the portals, and the events of the question as KQL. Needs a session. */
export async function readDevicePortalLinks(
  deviceId: string,
  search: URLSearchParams,
  signal?: AbortSignal,
): Promise<PortalLinks> {
  const context = await openQuery(signal);
  const { params, notices } = parseEventsParams(search);
  const window = resolveWindow(params.window, context.now);
  const plan = await planSweep(context, window);
  const queries = signalSchema.options.flatMap((one) => {
    const kql = deviceEventsKql(plan, one, deviceId, params);
    return kql === null ? [] : [{ table: tableOfSignal[one], kql: kqlOf(kql), window }];
  });
  return {
    window,
    notices: [...notices, ...onePlace(plan.coverage)],
    pages: devicePages(portals(), deviceId, window),
    queries: await Promise.all(queries.map((query) => linkedQuery(context, query))),
  };
}
