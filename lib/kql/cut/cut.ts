/** Cuts a hunt into pieces by its syntax tree: its window, its events, its predicate. */
import { LRUCache } from 'lru-cache';
import type { Window } from '@/lib/shared/window';
import { conditionOf, groupsRows } from '../operators/operators';
import { kqlString } from '../quote';
import type { TableSchema } from '../schemas';
import { type Edit, splice } from '../syntax/edits';
import { checkLimits, defaultLimits } from '../syntax/limits';
import { type HuntTree, readHunt } from './hunt';
import { operandShape, textsOf, withOperands } from './operands';
import { type HuntOutputs, outputsOf } from './outputs';
import { behindSummarize, notRowByRow, predicateOf, type RowPredicate } from './predicate';
import { fillTemplate, markedPrefix, markedWindow, refuseMarks, type Template, templateOf } from './template';
import type { TextTest } from './text-tests';
import { windowOf } from './window';

export interface HuntCut {
  /** The table it reads; null when it reads several, or none. */
  table: string | null;
  /** The column of time that its window filters; Timestamp where it has no window. */
  timeColumn: string;
  /** The hunt's whole text over another window, both ends included. */
  windowed(window: Window): string;
  /** The same without its last summarize and what follows it: the events. A pipe can follow. */
  events(window: Window): string;
  /** A predicate that picks its events out of its table, without the window. Names from `let` are replaced by their values. */
  fusable: RowPredicate | null;
  /** Why it has no such predicate, as the end of a sentence; null when it has one. */
  notFusable: string | null;
  /** Its events, to be found again in the table by their identity; `let` names get a prefix. Null when they are no rows of the table. */
  byIdentity: ((window: Window, prefix: string) => { lets: string; events: string }) | null;
  /** Why they are no rows of the table, as the end of a sentence. */
  notByIdentity: string | null;
  outputs: HuntOutputs;
}

/** The columns that identify an event. */
export const IDENTITY = ['DeviceId', 'Timestamp', 'ReportId'];

/** A cut hunt as plain data, which one thread can hand to another. */
export interface HuntPieces
  extends Pick<HuntCut, 'table' | 'timeColumn' | 'fusable' | 'notFusable' | 'notByIdentity' | 'outputs'> {
  windowed: Template;
  events: Template;
  byIdentity: { lets: Template; events: Template } | null;
}

/** Cuts a hunt. Throws a KqlError for a text that is not KQL, or whose window cannot be told. */
export function cutHunt(query: string, schemas?: TableSchema[]): HuntCut {
  return huntCut(piecesOf(query, schemas));
}

/** The cut hunt of its pieces. */
export function huntCut({ windowed, events, byIdentity, ...pieces }: HuntPieces): HuntCut {
  return {
    ...pieces,
    windowed: (window) => fillTemplate(windowed, window),
    events: (window) => fillTemplate(events, window),
    byIdentity:
      byIdentity &&
      ((window, prefix) => ({
        lets: fillTemplate(byIdentity.lets, window, prefix),
        events: fillTemplate(byIdentity.events, window, prefix),
      })),
  };
}

/** What was cut, by the shape of the hunt. */
const cutShapes = new LRUCache<string, HuntPieces>({ max: 500 });

/** Cuts a hunt as `cutHunt` does, and returns plain data. */
export function piecesOf(query: string, schemas?: TableSchema[]): HuntPieces {
  checkLimits(query, defaultLimits);
  const shaped = schemas ? null : operandShape(query);
  if (!shaped) return readPieces(query, schemas);
  let pieces = cutShapes.get(shaped.shape);
  if (!pieces) {
    try {
      pieces = readPieces(shaped.shape);
    } catch {
      return readPieces(query); // it tells the fault at its place in this text
    }
    cutShapes.set(shaped.shape, pieces);
  }
  const made = filled(pieces, shaped.operands);
  // KQL joins literals that stand side by side. Then a mark is only part of a text, and the query is cut by itself.
  return JSON.stringify(made.fusable).includes('\uE000') ? readPieces(query) : made;
}

function filled(pieces: HuntPieces, operands: string[]): HuntPieces {
  const text = (shape: string) => withOperands(shape, operands);
  const template = ({ texts, gaps }: Template): Template => ({ texts: texts.map(text), gaps });
  const { fusable, byIdentity, notFusable, notByIdentity } = pieces;
  return {
    ...pieces,
    windowed: template(pieces.windowed),
    events: template(pieces.events),
    fusable: fusable && filledPredicate(fusable, operands),
    notFusable: notFusable && text(notFusable),
    byIdentity: byIdentity && { lets: template(byIdentity.lets), events: template(byIdentity.events) },
    notByIdentity: notByIdentity && text(notByIdentity),
  };
}

function filledPredicate({ predicate, anyOf, needed, tests, ...same }: RowPredicate, operands: string[]): RowPredicate {
  const text = (shape: string) => withOperands(shape, operands);
  const test = (of: TextTest): TextTest => ({ ...of, texts: of.texts.flatMap((shape) => textsOf(shape, operands)) });
  return {
    ...same,
    predicate: text(predicate),
    anyOf: { tests: anyOf.tests.map(test), others: anyOf.others.map(text) },
    tests: tests && tests.map(test),
    needed: needed && needed.map((one) => ('predicate' in one ? { ...one, predicate: text(one.predicate) } : test(one))),
  };
}

function readPieces(query: string, schemas?: TableSchema[]): HuntPieces {
  refuseMarks(query);
  const hunt = readHunt(query, schemas);
  const window = windowOf(hunt);
  const edits = window.edits(markedWindow);
  const names = new Set(hunt.tables.map((t) => t.symbol?.name));
  const table = names.size === 1 ? (hunt.tables[0]?.symbol?.name ?? null) : null;
  const at = hunt.pipe.findLastIndex(({ operator }) => groupsRows(operator));
  const source = at < 0 ? hunt.pipe : hunt.pipe.slice(0, at);
  const events = hunt.pipe[at]?.input ?? hunt.answer;
  const predicate = predicateOf(hunt, window, table, at < 0 ? leadingFilters(hunt) : source);
  const why = table === null ? 'it reads several tables' : whyNotByIdentity(hunt, source, events.columnIds);
  return {
    table,
    timeColumn: window.timeColumn,
    windowed: templateOf(splice(query, edits)),
    events: templateOf(splice(query, edits, 0, events.end)),
    fusable: 'predicate' in predicate ? predicate : null,
    notFusable: 'why' in predicate ? predicate.why : null,
    byIdentity: why === undefined ? eventsOf(hunt, edits, events.end) : null,
    notByIdentity: why ?? null,
    outputs: outputsOf(hunt, hunt.pipe[at]?.operator, window.timeColumn),
  };
}

/** The filters that a hunt without summarize begins with; its other operators only dress the rows. */
function leadingFilters({ pipe }: HuntTree): HuntTree['pipe'] {
  const end = pipe.findIndex(({ operator }) => !conditionOf(operator));
  return end < 0 ? pipe : pipe.slice(0, end);
}

function whyNotByIdentity(hunt: HuntTree, source: HuntTree['pipe'], columns: Map<string, object>): string | undefined {
  const lost = IDENTITY.find((name) => !hunt.columnIds(name).has(columns.get(name) ?? hunt));
  return behindSummarize(hunt, source) ?? notRowByRow(source) ?? (lost && `its events do not keep the table’s ${lost}`);
}

/** Names from `let` get a prefix, so that those of two hunts in one query do not clash. */
function eventsOf(hunt: HuntTree, edits: Edit[], end: number): NonNullable<HuntPieces['byIdentity']> {
  const renamed = [...hunt.lets, hunt.answer]
    .flatMap((node) => [...node.walk()])
    .filter((node) => node.kind === 'NameDeclaration' || node.kind === 'NameReference')
    .filter((node) => hunt.letOf(node))
    .map((node) => ({ start: node.start, end: node.end, text: ownName(node.simpleName) }));
  const all = [...edits, ...renamed];
  return {
    lets: templateOf(splice(hunt.text, all, 0, hunt.answer.start)),
    events: templateOf(splice(hunt.text, all, hunt.answer.start, end)),
  };
}

const ownName = (name: string) => (/^\w+$/.test(name) ? `${markedPrefix}_${name}` : `[${kqlString(`${markedPrefix}_${name}`)}]`);
