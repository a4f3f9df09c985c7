/** Fuses many hunts of one table into one query, which scans the table once and labels each row with the hunts it matches. */
import type { Window } from '@/lib/shared/window';
import { kqlDatetime } from '../quote';
import { type HuntCut, IDENTITY } from './cut';

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
  const bad = own.find(({ label }) => !/^[a-z0-9]+$/.test(label));
  if (bad) throw new RangeError(`“${bad.label}” is not a label`);
  const identified = own.flatMap(({ label, cut }) =>
    !cut.fusable && cut.byIdentity ? [{ label, ...cut.byIdentity(window, label) }] : [],
  );
  const columns = [...new Set(own.map(({ cut }) => cut.timeColumn))];
  const predicates = own.flatMap(({ label, cut }) => {
    if (!cut.fusable) return [];
    // Hunts may differ in the column of time that they filter; each keeps its own.
    const time = columns.length > 1 ? `${inWindow(cut.timeColumn, window)} and ` : '';
    return [{ label, predicate: `${time}${cut.fusable.predicate}` }];
  });
  const times = (columns.length === 0 ? ['Timestamp'] : columns).map((name) => inWindow(name, window));
  const rows = [table, `| where ${times.join(' or ')}`, ...(options.where ? [`| where ${options.where}`] : [])].join('\n');
  const any = anyOf(predicates.map(({ predicate }) => `(${predicate})`));
  const labels = joined(predicates.map(({ label, predicate }) => `iff(${predicate}, '${label},', '')`));
  const fused = `${rows}\n| where ${any}\n| extend Hunts = ${labels}`;
  return identified.length === 0 ? fused : withIdentities(rows, fused, any, identified);
}

const MATCHED = "['events by identity']";

/** Reads a value of the column `Hunts`. */
export function labelsOf(hunts: string): string[] {
  return hunts.split(',').filter((label) => label !== '');
}

/** Adds the hunts whose events are found by identity: their labels on the fused rows, and the rows that only they match. */
function withIdentities(
  rows: string,
  fused: string,
  any: string,
  identified: { label: string; lets: string; events: string }[],
): string {
  const on = `${MATCHED} on ${IDENTITY.join(', ')}`;
  return [
    ...identified.map(({ lets }) => lets),
    `let ${MATCHED} = materialize(${identityRows(identified)});`,
    `union (${fused}\n| join kind=leftouter ${on}\n| extend Hunts = strcat(Hunts, HuntsByIdentity)),`,
    `(${rows}\n| join kind=inner ${on}\n| where iff(${any}, false, true)\n| extend Hunts = HuntsByIdentity)`,
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
  const top = grouped(texts, (group) => `strcat(${group.join(', ')})`);
  return top.length === 1 ? (top[0] ?? "''") : `strcat(${top.join(',\n  ')})`;
}
