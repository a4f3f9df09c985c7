/** Cutting a hunt by its tree: its window, its events, its predicate. */
import type { Window } from '@/lib/shared/window';
import { kqlString } from '../quote';
import type { TableSchema } from '../schemas';
import { type Edit, splice } from '../syntax/edits';
import { type HuntTree, readHunt } from './hunt';
import { type HuntOutputs, outputsOf } from './outputs';
import { behindSummarize, notRowByRow, predicateOf } from './predicate';
import { windowOf } from './window';

export interface HuntCut {
  /** The table it reads; null when there are several, or none. */
  table: string | null;
  /** The column its window filters, else Timestamp. */
  timeColumn: string;
  /** The hunt's whole text over another window; both ends belong to it. */
  windowed(window: Window): string;
  /** The same without its last summarize and what follows: the events. A pipe can follow it. */
  events(window: Window): string;
  /** What picks its events out of its table, window aside; its `let` names are replaced by their values. */
  fusable: { predicate: string } | null;
  /** Why not, as the end of a sentence; null when it is fusable. */
  notFusable: string | null;
  /** Its events as a leg of a union, its `let` names prefixed; null when they do not stand for rows of the table. */
  leg: ((window: Window, prefix: string) => { lets: string; events: string }) | null;
  /** Why neither, as the end of a sentence. */
  noLeg: string | null;
  outputs: HuntOutputs;
}

/** What identifies an event. */
export const IDENTITY = ['DeviceId', 'Timestamp', 'ReportId'];

/** Takes a hunt to pieces. Throws a KqlError for what is no KQL, or whose window cannot be told. */
export function cutHunt(query: string, schemas?: TableSchema[]): HuntCut {
  const hunt = readHunt(query, schemas);
  const window = windowOf(hunt);
  const names = new Set(hunt.tables.map((t) => t.symbol?.name));
  const table = names.size === 1 ? (hunt.tables[0]?.symbol?.name ?? null) : null;
  const at = hunt.pipe.findLastIndex(({ operator }) => operator.kind === 'SummarizeOperator');
  const source = at < 0 ? hunt.pipe : hunt.pipe.slice(0, at);
  const events = hunt.pipe[at]?.input ?? hunt.answer;
  const predicate = predicateOf(hunt, window, table, at < 0 ? leadingFilters(hunt) : source);
  const why = table === null ? 'it reads several tables' : whyNoLeg(hunt, source, events.columnIds);
  return {
    table,
    timeColumn: window.timeColumn,
    windowed: (w) => splice(query, window.edits(w)),
    events: (w) => splice(query, window.edits(w), 0, events.end),
    fusable: 'predicate' in predicate ? predicate : null,
    notFusable: 'why' in predicate ? predicate.why : null,
    leg: why !== undefined ? null : (w, prefix) => legOf(hunt, window.edits(w), prefix, events.end),
    noLeg: why ?? null,
    outputs: outputsOf(hunt, hunt.pipe[at]?.operator, window.timeColumn),
  };
}

/** Of a hunt without summarize, whose last operators only dress the rows. */
function leadingFilters({ pipe }: HuntTree): HuntTree['pipe'] {
  const end = pipe.findIndex(({ operator }) => operator.kind !== 'FilterOperator');
  return end < 0 ? pipe : pipe.slice(0, end);
}

function whyNoLeg(hunt: HuntTree, source: HuntTree['pipe'], columns: Map<string, object>): string | undefined {
  const lost = IDENTITY.find((name) => !hunt.columnIds(name).has(columns.get(name) ?? hunt));
  return behindSummarize(hunt, source) ?? notRowByRow(source) ?? (lost && `its events do not keep the table’s ${lost}`);
}

/** The names of `let` made its own, so that hunts in one query do not clash. */
function legOf(hunt: HuntTree, edits: Edit[], prefix: string, end: number): { lets: string; events: string } {
  const renamed = [...hunt.lets, hunt.answer]
    .flatMap((node) => [...node.walk()])
    .filter((node) => node.kind === 'NameDeclaration' || node.kind === 'NameReference')
    .filter((node) => hunt.letOf(node))
    .map((node) => ({ start: node.start, end: node.end, text: ownName(prefix, node.simpleName) }));
  const all = [...edits, ...renamed];
  return {
    lets: splice(hunt.text, all, 0, hunt.answer.start),
    events: splice(hunt.text, all, hunt.answer.start, end),
  };
}

const ownName = (prefix: string, name: string) =>
  /^\w+$/.test(name) ? `${prefix}_${name}` : `[${kqlString(`${prefix}_${name}`)}]`;
