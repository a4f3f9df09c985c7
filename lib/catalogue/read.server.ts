import 'server-only';
import type { Hunt } from '@/lib/hunts/model';
import { unlabelled } from '@/lib/kql/cut/fuse';
import { openQuery } from '@/lib/query/context.server';
import { linkedQuery } from '@/lib/query/portal-links.server';
import { Fault } from '@/lib/shared/errors';
import { DEFAULT_LAST, resolveWindow, type WindowChoice } from '@/lib/shared/window';
import { tableOfSignal } from '@/lib/tables/tables';
import { type CompiledHunt, catalogueNotices, findHunt, findRefused } from './compiled';
import type { HuntDetail, HuntSummary, HuntsPage } from './model';
import { planWithoutEngine } from './plan.server';
import type { SweepPlan } from './sweep-plan';

/** `GET /api/hunts`: the whole catalogue, refused hunts included, with why. Needs a session. */
export async function readHunts(): Promise<HuntsPage> {
  const context = await openQuery();
  const plan = await planWithoutEngine(context, resolveWindow({ last: DEFAULT_LAST }, context.now));
  const { compiled, coverage } = plan;
  return {
    hunts: huntSummaries(plan),
    notices: [
      ...coverage.notices.map((message) => ({ kind: 'partial' as const, message })),
      ...plan.notices.filter(({ kind }) => kind === 'missing-table'),
      ...catalogueNotices(compiled),
    ],
  };
}

/** The whole catalogue by name, refused hunts included. */
export function huntSummaries({ compiled, missing }: Pick<SweepPlan, 'compiled' | 'missing'>): HuntSummary[] {
  const hunts = [
    ...compiled.hunts.map((entry) => summaryOf(entry, missing)),
    ...compiled.refused.map(({ hunt, fault }) => refusedSummary(hunt, fault)),
  ];
  return hunts.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * `GET /api/hunts/{id}`: a hunt's KQL as written, as cut to a window, and as a sweep over it sends it. Needs a session; an
 * unknown id is a Fault `not-found`.
 */
export async function readHunt(huntId: string, choice: WindowChoice): Promise<HuntDetail> {
  const context = await openQuery();
  const window = resolveWindow(choice, context.now);
  const plan = await planWithoutEngine(context, window);
  const refused = findRefused(plan.compiled, huntId);
  if (refused) {
    const { hunt, fault } = refused;
    return { ...refusedSummary(hunt, fault), query: { written: hunt.query, cut: '', sent: '' }, portalLinks: null };
  }
  const entry = findHunt(plan.compiled, huntId);
  if (!entry) throw new Fault('not-found', 'The catalogue has no hunt with this id.');
  const summary = summaryOf(entry, plan.missing);
  const cut = entry.cut.windowed(window);
  const sent = sentBySweep(plan, entry) ?? cut;
  const linked = (kql: string) => linkedQuery(context, { table: summary.table, kql, window });
  return {
    ...summary,
    query: { written: entry.hunt.query, cut, sent },
    portalLinks: { cut: await linked(cut), sent: await linked(sent) },
  };
}

/** The query of a sweep that asks the hunt among others; undefined when none does. */
function sentBySweep(plan: SweepPlan, { hunt, cut }: CompiledHunt): string | undefined {
  const sweep = cut.table === null ? undefined : plan.table(cut.table);
  return sweep?.labels(hunt) ? sweep.sent() : undefined;
}

function summaryOf({ hunt, cut }: CompiledHunt, missing: ReadonlySet<string>): HuntSummary {
  const table = cut.table ?? tableOfSignal[hunt.signal];
  return {
    ...shared(hunt),
    table,
    missingTable: missing.has(table) ? table : null,
    notFused: cut.notFusable,
    notSwept: unlabelled(cut),
    fault: null,
  };
}

function refusedSummary(hunt: Hunt, fault: string): HuntSummary {
  return { ...shared(hunt), table: tableOfSignal[hunt.signal], notFused: null, notSwept: null, fault, missingTable: null };
}

function shared({ query: _, requiredDataConnectors, ...hunt }: Hunt) {
  return { ...hunt, connectors: [...new Set(requiredDataConnectors.map((c) => c.connectorId))] };
}
