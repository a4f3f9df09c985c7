/** Many hunts over one table as one query that scans it once and labels each row with the hunts it matches. */
import type { Window } from '@/lib/shared/window';
import { kqlDatetime } from '../quote';
import { type HuntCut, IDENTITY } from './cut';

export interface LabelledHunt {
  /** `[a-z0-9]+`, another for each hunt. */
  label: string;
  cut: HuntCut;
}

/** Why a hunt cannot be part of a labelled source, as the end of a sentence; null when it can. */
export function unlabelled({ fusable, notFusable, leg, noLeg }: HuntCut): string | null {
  if (fusable || leg) return null;
  return noLeg ?? notFusable;
}

/** Whether a source of these hunts over a window is made of its sources over parts of it: each looks at one row by itself. */
export function inPieces(hunts: LabelledHunt[]): boolean {
  return hunts.every(({ cut }) => cut.fusable !== null || unlabelled(cut) !== null);
}

/**
 * KQL that gives every column of the table and `Hunts`, the labels of the hunts that the row matches, each followed by a
 * comma. Rows no hunt matches are not there; each event is there once. Names it defines come first, so a pipe can
 * follow. `where`: one more predicate on the table's rows. Hunts of other tables and those that are `unlabelled` are
 * left out.
 */
export function labelledSource(hunts: LabelledHunt[], table: string, window: Window, options: { where?: string } = {}): string {
  const own = hunts.filter(({ cut }) => cut.table === table && unlabelled(cut) === null);
  const bad = own.find(({ label }) => !/^[a-z0-9]+$/.test(label));
  if (bad) throw new RangeError(`“${bad.label}” is not a label`);
  const legs = own.flatMap(({ label, cut }) => (!cut.fusable && cut.leg ? [{ label, ...cut.leg(window, label) }] : []));
  const columns = [...new Set(own.map(({ cut }) => cut.timeColumn))];
  const predicates = own.flatMap(({ label, cut }) => {
    if (!cut.fusable) return [];
    // Where hunts differ in the column they go by, each keeps to its own.
    const time = columns.length > 1 ? `${inWindow(cut.timeColumn, window)} and ` : '';
    return [{ label, predicate: `${time}${cut.fusable.predicate}` }];
  });
  const times = (columns.length === 0 ? ['Timestamp'] : columns).map((name) => inWindow(name, window));
  const rows = [table, `| where ${times.join(' or ')}`, ...(options.where ? [`| where ${options.where}`] : [])].join('\n');
  const any = anyOf(predicates.map(({ predicate }) => `(${predicate})`));
  const labels = joined(predicates.map(({ label, predicate }) => `iff(${predicate}, '${label},', '')`));
  const fused = `${rows}\n| where ${any}\n| extend Hunts = ${labels}`;
  return legs.length === 0 ? fused : withLegs(rows, fused, any, legs);
}

const LEGS = "['legs of hunts']";

/** The labels in a `Hunts` that a labelled source gave. */
export function labelsOf(hunts: string): string[] {
  return hunts.split(',').filter((label) => label !== '');
}

/** The fused rows with the labels of legs added, and the rows that only legs match. */
function withLegs(rows: string, fused: string, any: string, legs: { label: string; lets: string; events: string }[]): string {
  const on = `${LEGS} on ${IDENTITY.join(', ')}`;
  return [
    ...legs.map(({ lets }) => lets),
    `let ${LEGS} = materialize(${legRows(legs)});`,
    `union (${fused}\n| join kind=leftouter ${on}\n| extend Hunts = strcat(Hunts, HuntsOfLegs)),`,
    `(${rows}\n| join kind=inner ${on}\n| where iff(${any}, false, true)\n| extend Hunts = HuntsOfLegs)`,
    `| project-away ${IDENTITY.map((name) => `${name}1`).join(', ')}, HuntsOfLegs`,
  ].join('\n');
}

function inWindow(column: string, { from, to }: Window): string {
  return `${column} between (${kqlDatetime(from)} .. ${kqlDatetime(to)})`;
}

/** The identities of the events of hunts that are no predicate, with their labels. */
function legRows(legs: { label: string; events: string }[]): string {
  const rows = legs.map(({ label, events }) => `(${events}\n| project ${IDENTITY.join(', ')}, Label = '${label},')`);
  const labels = "strcat_array(array_sort_asc(make_set(Label)), '')";
  return `union ${rows.join(',\n')}\n| summarize HuntsOfLegs = ${labels} by ${IDENTITY.join(', ')}`;
}

const GROUP = 32;

/** A long chain of operators is too deep for the parser; groups of groups are not. */
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
function joined(texts: string[]): string {
  if (texts.length === 0) return "''";
  const top = grouped(texts, (group) => `strcat(${group.join(', ')})`);
  return top.length === 1 ? (top[0] ?? "''") : `strcat(${top.join(',\n  ')})`;
}
