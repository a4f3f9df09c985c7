import 'server-only';
import { signalSchema, tableOfSignal } from '@/lib/hunts/model';
import { labelledSource } from '@/lib/kql/fuse';
import { portals } from '@/lib/shared/portals';
import { resolveWindow, type Window } from '@/lib/shared/window';
import { beginAsk, missingOf } from './ask.server';
import { axisOf } from './axis';
import { deviceEventsKql } from './device-kql';
import { devicePages } from './elsewhere';
import { queryElsewhere } from './elsewhere.server';
import { type Huntbook, huntbook } from './huntbook.server';
import type { Elsewhere, Notice } from './model';
import { parseEventsParams, parseSightingsParams, type SightingsParams } from './params';
import { planSweep } from './plan';
import { chosenHunts, chosenSignals, filtersLeftOut, onChosenDevices, onePlace } from './question-kql';
import { sightingsKql } from './questions';
import { unknownTools } from './select';

interface TableKql {
  table: string;
  kql: string;
}

/** `GET /api/question`: what a sweep sends for a question, a query a table, and where else it can be asked. Needs a session. */
export async function readQuestion(search: URLSearchParams, signal?: AbortSignal): Promise<Elsewhere> {
  const ask = await beginAsk(signal);
  const { params, notices } = parseSightingsParams(search);
  const window = resolveWindow(params.window, ask.now);
  const book = await huntbook(ask.engine);
  const coverage = await ask.engine.coverage(ask);
  const missing = missingOf(coverage);
  const { asked, left } =
    params.hunt === null ? sweepKql(book, missing, params, window) : ownKql(book, missing, params.hunt, window);
  return {
    window,
    notices: [...notices, ...left, ...filtersLeftOut(params), ...onePlace(coverage)],
    pages: [],
    queries: await Promise.all(asked.map((one) => queryElsewhere(ask, { ...one, window }))),
  };
}

/** `GET /api/devices/{id}/question`: a device's pages elsewhere, and its events of the question as KQL. Needs a session. */
export async function readDeviceQuestion(deviceId: string, search: URLSearchParams, signal?: AbortSignal): Promise<Elsewhere> {
  const ask = await beginAsk(signal);
  const { params, notices } = parseEventsParams(search);
  const window = resolveWindow(params.window, ask.now);
  const { askable } = await huntbook(ask.engine);
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
    queries: await Promise.all(asked.map((one) => queryElsewhere(ask, { ...one, window }))),
  };
}

interface Planned {
  asked: TableKql[];
  left: Notice[];
}

function sweepKql(book: Huntbook, missing: ReadonlySet<string>, params: SightingsParams, window: Window): Planned {
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

function ownKql(book: Huntbook, missing: ReadonlySet<string>, huntId: string, window: Window): Planned {
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
