import 'server-only';
import { findHunt, unknownHunt } from '@/lib/catalogue/compiled';
import { planSweep } from '@/lib/catalogue/plan.server';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { openQuery } from '@/lib/query/context.server';
import type { Notice, PortalLinks } from '@/lib/query/model';
import { onePlace } from '@/lib/query/portal-links';
import { linkedQuery } from '@/lib/query/portal-links.server';
import { resolveWindow } from '@/lib/shared/window';
import { tableOfSignal } from '@/lib/tables/tables';
import { chosenSignals, chosenTools, filtersLeftOut, onChosenDevices } from './filters-kql';
import { parseSightingsParams, type SightingsParams } from './params';
import { unknownTools } from './select';

interface Sent {
  queries: { table: string; kql: string }[];
  notices: Notice[];
}

/** `GET /api/portal-links`: what a sweep sends for a question, one query a table, and where else each opens. Needs a session. */
export async function readPortalLinks(search: URLSearchParams, signal?: AbortSignal): Promise<PortalLinks> {
  const context = await openQuery(signal);
  const { params, notices } = parseSightingsParams(search);
  const window = resolveWindow(params.window, context.now);
  const plan = await planSweep(context, window);
  const sent = params.hunt === null ? sentBySweep(plan, params) : sentBySingleHunt(plan, params.hunt);
  return {
    window,
    notices: [...notices, ...sent.notices, ...filtersLeftOut(params), ...onePlace(plan.coverage)],
    pages: [],
    queries: await Promise.all(sent.queries.map((one) => linkedQuery(context, { ...one, window }))),
  };
}

function sentBySweep(whole: SweepPlan, params: SightingsParams): Sent {
  const plan = whole.only(chosenTools(params));
  const where = onChosenDevices(params);
  return {
    queries: chosenSignals(params)
      .flatMap((signal) => plan.table(tableOfSignal[signal]) ?? [])
      .map((sweep) => ({ table: sweep.table, kql: sweep.sent({ where }) })),
    notices: [...unknownTools(params, plan.compiled.toolSlugs), ...plan.notices],
  };
}

function sentBySingleHunt({ compiled, missing, window }: SweepPlan, huntId: string): Sent {
  const entry = findHunt(compiled, huntId);
  if (!entry) return { queries: [], notices: [unknownHunt(huntId)] };
  const table = entry.cut.table ?? tableOfSignal[entry.hunt.signal];
  if (missing.has(table)) {
    const message = `${table} is not there, so “${entry.hunt.name}” is not asked.`;
    return { queries: [], notices: [{ kind: 'missing-table', table, message }] };
  }
  return { queries: [{ table, kql: entry.cut.windowed(window) }], notices: [] };
}
