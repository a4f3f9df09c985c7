import 'server-only';
import { axisOf } from '@/lib/catalogue/axis';
import { type CompiledCatalogue, compiledCatalogue } from '@/lib/catalogue/compiled.server';
import { sightingsKql } from '@/lib/catalogue/sweep-kql';
import { planSweep } from '@/lib/catalogue/sweep-plan';
import { tableOfSignal } from '@/lib/hunts/model';
import { labelledSource } from '@/lib/kql/fuse';
import { missingOf, openQuery } from '@/lib/query/context.server';
import type { Notice, PortalLinks } from '@/lib/query/model';
import { linkedQuery } from '@/lib/query/portal-links.server';
import { resolveWindow, type Window } from '@/lib/shared/window';
import { chosenHunts, chosenSignals, filtersLeftOut, onChosenDevices, onePlace } from './filters-kql';
import { parseSightingsParams, type SightingsParams } from './params';
import { unknownTools } from './select';

interface TableKql {
  table: string;
  kql: string;
}

/** `GET /api/question`: what a sweep sends for a question, a query a table, and where else it can be asked. Needs a session. */
export async function readPortalLinks(search: URLSearchParams, signal?: AbortSignal): Promise<PortalLinks> {
  const ask = await openQuery(signal);
  const { params, notices } = parseSightingsParams(search);
  const window = resolveWindow(params.window, ask.now);
  const book = await compiledCatalogue(ask.engine);
  const coverage = await ask.engine.coverage(ask);
  const missing = missingOf(coverage);
  const { asked, left } =
    params.hunt === null ? sweepKql(book, missing, params, window) : ownKql(book, missing, params.hunt, window);
  return {
    window,
    notices: [...notices, ...left, ...filtersLeftOut(params), ...onePlace(coverage)],
    pages: [],
    queries: await Promise.all(asked.map((one) => linkedQuery(ask, { ...one, window }))),
  };
}

interface Planned {
  asked: TableKql[];
  left: Notice[];
}

function sweepKql(book: CompiledCatalogue, missing: ReadonlySet<string>, params: SightingsParams, window: Window): Planned {
  const { questions, notices } = planSweep(chosenHunts(book.askable, params), missing);
  const signals = chosenSignals(params);
  const where = onChosenDevices(params);
  const asked = signals
    .flatMap((one) => questions.filter(({ signal }) => signal === one))
    .map(({ table, signal, labelled }) => {
      const source = labelledSource(labelled, table, window, where === undefined ? {} : { where });
      return { table, kql: sightingsKql(source, signal, axisOf(window), 'DeviceId, DeviceName, Hunts') };
    });
  return { asked, left: [...unknownTools(params, book.toolSlugs), ...notices] };
}

function ownKql(book: CompiledCatalogue, missing: ReadonlySet<string>, huntId: string, window: Window): Planned {
  const entry = book.askable.find(({ hunt }) => hunt.id.toLowerCase() === huntId.toLowerCase());
  if (!entry) return { asked: [], left: [{ kind: 'parameter', message: `The catalogue has no hunt ${huntId.slice(0, 60)}.` }] };
  const table = entry.cut.table ?? tableOfSignal[entry.hunt.signal];
  if (missing.has(table))
    return {
      asked: [],
      left: [{ kind: 'missing-table', message: `${table} is not there, so “${entry.hunt.name}” is not asked.` }],
    };
  return { asked: [{ table, kql: entry.cut.windowed(window) }], left: [] };
}
