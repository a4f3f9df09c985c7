import 'server-only';
import type { Hunt } from '@/lib/hunts/model';
import { tableOfSignal } from '@/lib/hunts/model';
import { labelledSource, unlabelled } from '@/lib/kql/fuse';
import { missingOf, openQuery, type QueryContext } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { linkedQuery } from '@/lib/query/portal-links.server';
import { Fault } from '@/lib/shared/errors';
import { resolveWindow, type WindowChoice } from '@/lib/shared/window';
import { axisOf } from './axis';
import { catalogueNotices, compiledCatalogue } from './compiled.server';
import type { HuntDetail, HuntSummary } from './model';
import { sightingsKql } from './sweep-kql';
import { type CompiledHunt, planSweep } from './sweep-plan';

export interface HuntsPage {
  hunts: HuntSummary[];
  notices: Notice[];
}

/** `GET /api/hunts`: the whole catalogue, refused hunts included, with why. Needs a session. */
export async function readHunts(): Promise<HuntsPage> {
  const ask = await openQuery();
  const book = await compiledCatalogue(ask.engine);
  const { missing, notices } = await knownMissing(ask);
  const hunts = [
    ...book.askable.map((entry) => summaryOf(entry, missing)),
    ...book.refused.map(({ hunt, fault }) => refusedSummary(hunt, fault)),
  ];
  const notAsked = planSweep(book.askable, missing).notices.filter(({ kind }) => kind === 'missing-table');
  return {
    hunts: hunts.sort((a, b) => (a.name < b.name ? -1 : 1)),
    notices: [...notices, ...notAsked, ...catalogueNotices(book)],
  };
}

/**
 * `GET /api/hunts/{id}`: a hunt's KQL as written, as cut to a window, and as a sweep would send it. Needs a session; an
 * unknown id is a Fault `not-found`.
 */
export async function readHunt(huntId: string, choice: WindowChoice): Promise<HuntDetail> {
  const ask = await openQuery();
  const { engine, now } = ask;
  const book = await compiledCatalogue(engine);
  const id = huntId.toLowerCase();
  const refused = book.refused.find(({ hunt }) => hunt.id.toLowerCase() === id);
  if (refused) {
    const { hunt, fault } = refused;
    return { ...refusedSummary(hunt, fault), query: { written: hunt.query, cut: '', sent: '' }, portalLinks: null };
  }
  const entry = book.askable.find(({ hunt }) => hunt.id.toLowerCase() === id);
  if (!entry) throw new Fault('not-found', 'The catalogue has no hunt with this id.');
  const window = resolveWindow(choice, now);
  const swept = unlabelled(entry.cut) === null ? planSweep(book.askable, new Set()).questions : [];
  const question = swept.find((q) => [...q.hunts.values()].includes(entry.hunt));
  const sent = question
    ? sightingsKql(
        labelledSource(question.labelled, question.table, window),
        question.signal,
        axisOf(window),
        'DeviceId, DeviceName, Hunts',
      )
    : entry.cut.windowed(window);
  const summary = summaryOf(entry, (await knownMissing(ask)).missing);
  const cut = entry.cut.windowed(window);
  const portalLinks = (kql: string) => linkedQuery(ask, { table: summary.table, kql, window });
  return {
    ...summary,
    query: { written: entry.hunt.query, cut, sent },
    portalLinks: { cut: await portalLinks(cut), sent: await portalLinks(sent) },
  };
}

/** The tables that are not there, and what else no count covers. The catalogue is shown also while the engine cannot tell. */
async function knownMissing(ask: QueryContext): Promise<{ missing: ReadonlySet<string>; notices: Notice[] }> {
  try {
    const coverage = await ask.engine.coverage(ask);
    return { missing: missingOf(coverage), notices: coverage.notices.map((message) => ({ kind: 'partial', message })) };
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'unauthenticated') throw error;
    return {
      missing: new Set(),
      notices: [{ kind: 'partial', message: `Which tables are there is not known: ${error.message}` }],
    };
  }
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
