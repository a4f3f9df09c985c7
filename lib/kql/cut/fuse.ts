/** Fuses many hunts of one table into one query, which scans the table once and labels each row with the hunts it matches. */
import type { Window } from '@/lib/shared/window';
import { kqlDatetime } from '../quote';
import { type HuntCut, IDENTITY } from './cut';
import type { Needed, RowPredicate } from './predicate';
import { type TextTest, testsKql } from './text-tests';

export interface LabelledHunt {
  /** `[a-z0-9]+`; no two hunts have the same. */
  label: string;
  cut: HuntCut;
}

/** Why a hunt cannot be part of a labelled source, as the end of a sentence; null when it can. */
export function unlabelled({ fusable, notFusable, byIdentity, notByIdentity }: HuntCut): string | null {
  if (fusable || byIdentity) return null;
  return notByIdentity ?? notFusable;
}

/** Whether the labelled rows of a window are those of its parts put together, since each hunt judges a row by itself. */
export function inPieces(hunts: LabelledHunt[]): boolean {
  return hunts.every(({ cut }) => cut.fusable !== null || unlabelled(cut) !== null);
}

/**
 * KQL that gives the rows of a table that any hunt matches, each once: every column of the table, and `Hunts`, the labels
 * of the hunts that match, each followed by a comma. A pipe can follow the text. `where` is one more predicate on the
 * rows. Hunts of other tables and those that are `unlabelled` are left out.
 */
export function labelledSource(hunts: LabelledHunt[], table: string, window: Window, options: { where?: string } = {}): string {
  const own = hunts.filter(({ cut }) => cut.table === table && unlabelled(cut) === null);
  const columns = [...new Set(own.map(({ cut }) => cut.timeColumn))];
  // Hunts may differ in the column of time that they filter; each keeps its own.
  const predicates = columns.map((column) => ({
    inWindow: columns.length > 1 ? `${inWindow(column, window)} and ` : '',
    of: predicatesOf(own.filter(({ cut }) => cut.timeColumn === column)),
  }));
  const any = anyOf(
    predicates.flatMap(({ inWindow, of }) => (inWindow ? [`${inWindow}(${anyOf(matching(of))})`] : matching(of))),
  );
  const labels = labelsKql(predicates.flatMap(({ inWindow, of }) => of.map((hunt) => ({ ...hunt, inWindow }))));
  const times = (columns.length === 0 ? ['Timestamp'] : columns).map((name) => inWindow(name, window));
  const rows = [table, `| where ${times.join(' or ')}`, ...(options.where ? [`| where ${options.where}`] : [])].join('\n');
  const fused = `${rows}\n| where ${any}\n| extend Hunts = ${labels}`;
  const identified = identifiedOf(own, window, ({ fusable }) => fusable === null);
  return identified.length === 0 ? fused : withIdentities(rows, fused, `where iff(${any}, false, true)`, identified);
}

/** What labels the rows of a table, apart from any window. Two that are equal label every row alike. */
export interface Labelling {
  table: string;
  /** Tests of single columns: a row that some hunt matches passes one of them, or is among the rows of `others`. */
  needed: Needed[];
  /** Predicates for which no such tests are known. */
  others: string[];
  /** The hunts in the order of their labels. `tests`: one of them passes exactly if the predicate does. */
  hunts: { label: string; predicate: string; tests: TextTest[] | null }[];
  /** The columns that they read. */
  columns: string[];
}

/** Whether a row's label of the hunt is the same at any time, in any window that has the row. */
const isLasting = ({ fusable, timeColumn }: HuntCut) => fusable?.timeless === true && timeColumn === 'Timestamp';

/** Whether `onLabelled` reads the labelled rows alone: no hunt finds its events by identity. */
export const isOnLabelledAlone = (hunts: LabelledHunt[]) => hunts.every(({ cut }) => unlabelled(cut) !== null || isLasting(cut));

/** How hunts label a table at any time; null where none does, or one could only be asked with its window. */
export function labellingOf(hunts: LabelledHunt[], table: string): Labelling | null {
  const own = hunts.filter(({ cut }) => cut.table === table && unlabelled(cut) === null);
  const predicates = predicatesOf(own.filter(({ cut }) => isLasting(cut)));
  if (predicates.length === 0 || own.some(({ cut }) => !isLasting(cut) && !cut.byIdentity)) return null;
  return {
    table,
    needed: predicates.flatMap(({ needed }) => needed ?? []),
    others: predicates.flatMap(({ needed, predicate }) => (needed ? [] : [predicate])),
    hunts: predicates.map(({ label, predicate, tests }) => ({ label: checked(label), predicate, tests })),
    columns: [...new Set(predicates.flatMap(({ columns }) => columns))].sort(),
  };
}

/** The table of the rows that a labelling has labelled, by its name and in KQL. */
export const LABELLED_NAME = 'labelled events';
export const LABELLED = `['${LABELLED_NAME}']`;

/**
 * The same as `labelledSource` on the table `LABELLED`, whose rows a labelling of these hunts and maybe others has labelled. `all`:
 * there are no others.
 */
export function onLabelled(
  hunts: LabelledHunt[],
  table: string,
  window: Window,
  { where, all }: { where?: string | undefined; all: boolean },
): string {
  const own = hunts.filter(({ cut }) => cut.table === table && unlabelled(cut) === null);
  const narrowed = where ? [`| where ${where}`] : [];
  const labels = own.flatMap(({ label, cut }) => (isLasting(cut) ? [label] : []));
  const chosen = all ? [] : [`| extend Hunts = ${joined(labels.map(kept))}`, "| where Hunts != ''"];
  const fused = [LABELLED, `| where ${inWindow('Timestamp', window)}`, ...narrowed, ...chosen].join('\n');
  const identified = identifiedOf(own, window, (cut) => !isLasting(cut));
  if (identified.length === 0) return fused;
  const times = new Set(['Timestamp', ...own.map(({ cut }) => cut.timeColumn)]);
  const rows = [table, `| where ${[...times].map((column) => inWindow(column, window)).join(' or ')}`, ...narrowed].join('\n');
  return withIdentities(rows, fused, `join kind=leftanti (${fused}) on ${IDENTITY.join(', ')}`, identified);
}

const kept = (label: string) => `iff(strcat(',', Hunts) contains_cs ',${checked(label)},', '${label},', '')`;

type Labelled = RowPredicate & { label: string; inWindow?: string };

const predicatesOf = (hunts: LabelledHunt[]): Labelled[] =>
  hunts.flatMap(({ label, cut }) => (cut.fusable ? [{ ...cut.fusable, label }] : []));

/** Predicates whose `or` says that some hunt matches. A text that many hunts look for in a column occurs only once. */
const matching = (hunts: Labelled[]): string[] => [
  ...testsKql(hunts.flatMap(({ anyOf }) => anyOf.tests)),
  ...hunts.flatMap(({ anyOf }) => anyOf.others),
];

/** An expression: the labels of the hunts that match; empty where none does. */
export const labelsKql = (hunts: { label: string; predicate: string; inWindow?: string }[]): string =>
  joined(hunts.map(({ label, predicate, inWindow = '' }) => `iff(${inWindow}${predicate}, '${checked(label)},', '')`));

function checked(label: string): string {
  if (!/^[a-z0-9]+$/.test(label)) throw new RangeError(`“${label}” is not a label`);
  return label;
}

const identifiedOf = (hunts: LabelledHunt[], window: Window, isFound: (cut: HuntCut) => boolean) =>
  hunts.flatMap(({ label, cut }) =>
    isFound(cut) && cut.byIdentity ? [{ label: checked(label), ...cut.byIdentity(window, label) }] : [],
  );

const MATCHED = "['events by identity']";

/** Reads a value of the column `Hunts`. */
export function labelsOf(hunts: string): string[] {
  return hunts.split(',').filter((label) => label !== '');
}

/**
 * Adds the hunts whose events are found by identity: their labels on the fused rows, and the rows that only they match.
 * `others` is an operator that leaves the rows that no other hunt matches.
 */
function withIdentities(
  rows: string,
  fused: string,
  others: string,
  identified: { label: string; lets: string; events: string }[],
): string {
  const on = `${MATCHED} on ${IDENTITY.join(', ')}`;
  return [
    ...identified.map(({ lets }) => lets),
    `let ${MATCHED} = materialize(${identityRows(identified)});`,
    `union (${fused}\n| join kind=leftouter ${on}\n| extend Hunts = strcat(Hunts, HuntsByIdentity)),`,
    `(${rows}\n| join kind=inner ${on}\n| ${others}\n| extend Hunts = HuntsByIdentity)`,
    `| project-away ${IDENTITY.map((name) => `${name}1`).join(', ')}, HuntsByIdentity`,
  ].join('\n');
}

function inWindow(column: string, { from, to }: Window): string {
  return `${column} between (${kqlDatetime(from)} .. ${kqlDatetime(to)})`;
}

/** Identities of events, each with the labels of the hunts that gave it. */
function identityRows(identified: { label: string; events: string }[]): string {
  const rows = identified.map(({ label, events }) => `(${events}\n| project ${IDENTITY.join(', ')}, Label = '${label},')`);
  const labels = "strcat_array(array_sort_asc(make_set(Label)), '')";
  return `union ${rows.join(',\n')}\n| summarize HuntsByIdentity = ${labels} by ${IDENTITY.join(', ')}`;
}

const GROUP = 32;

/** A long chain of operators nests too deeply for the parser; groups in groups do not. */
function grouped(parts: string[], join: (group: string[]) => string): string[] {
  if (parts.length <= GROUP) return parts;
  const groups = Array.from({ length: Math.ceil(parts.length / GROUP) }, (_, i) => join(parts.slice(i * GROUP, (i + 1) * GROUP)));
  return grouped(groups, join);
}

function anyOf(predicates: string[]): string {
  if (predicates.length === 0) return 'false';
  return grouped(predicates, (group) => `(${group.join('\n  or ')})`).join('\n  or ');
}

/** strcat() takes 64 texts. */
export function joined(texts: string[]): string {
  if (texts.length === 0) return "''";
  const top = grouped(texts, (group) => `strcat(${group.join(',\n    ')})`);
  return top.length === 1 ? (top[0] ?? "''") : `strcat(${top.join(',\n  ')})`;
}
