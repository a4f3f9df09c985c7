/** The catalogue as a table of tools by signals. Pure. */
import { visibleText } from '@/components/ui/visible';
import type { HuntSummary } from '@/lib/catalogue/model';
import type { HuntsParams, ToolSort } from '@/lib/hunts/params';
import { bySignal, type Signal } from '@/lib/tables/tables';
import type { ToolSummary } from '@/lib/tool-profiles/model';

export interface ToolRow {
  tool: string;
  slug: string;
  hunts: Record<Signal, HuntSummary[]>;
  tactics: string[];
  techniques: string[];
  connectors: string[];
  /** Null until it is loaded, and if no facts name one. */
  vendor: string | null;
  /** What was seen of it: null for nothing, undefined until it is loaded. */
  seen: ToolSummary['seen'] | undefined;
}

/** What the server knows of tools, by slug; undefined until it is loaded. */
export type Tools = ReadonlyMap<string, ToolSummary> | undefined;

/** The tools with hunts that pass the filters, and those hunts, in order. */
export function toolRows(hunts: HuntSummary[], params: HuntsParams, tools: Tools): ToolRow[] {
  const passes = huntTest(params, tools);
  const rows = new Map<string, ToolRow>();
  for (const hunt of hunts.filter(passes)) {
    const row = rows.get(hunt.toolSlug) ?? emptyRow(hunt, tools);
    rows.set(hunt.toolSlug, row);
    row.hunts[hunt.signal].push(hunt);
    row.tactics = union(row.tactics, hunt.tactics);
    row.techniques = union(row.techniques, hunt.relevantTechniques);
    row.connectors = union(row.connectors, hunt.connectors);
  }
  const found = ({ seen }: ToolRow) => params.found === null || (seen != null) === (params.found === 'yes');
  return ordered([...rows.values()].filter(found), params.sort);
}

function huntTest({ q, signal, technique, confidence, alone }: HuntsParams, tools: Tools): (hunt: HuntSummary) => boolean {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return (hunt) => {
    if (signal.length > 0 && !signal.includes(hunt.signal)) return false;
    if (confidence.length > 0 && !confidence.includes(hunt.confidence)) return false;
    if (alone && whyAlone(hunt) === null) return false;
    if (technique.length > 0 && !technique.some((id) => hunt.relevantTechniques.some((own) => isWithin(own, id)))) return false;
    if (words.length === 0) return true;
    const text = textOf(hunt, tools?.get(hunt.toolSlug)?.vendor ?? '');
    return words.every((word) => text.includes(word));
  };
}

/** `T1219.002` is within `T1219`. */
const isWithin = (own: string, id: string) => own === id || own.startsWith(`${id}.`);

/** Why a hunt does not share its table's scan; null where it does. */
export const whyAlone = ({ notFused, notSwept }: HuntSummary): string | null => notSwept ?? notFused;

/** The connectors that all hunts name alike, in words; null where they differ. */
export function sameConnectors(hunts: HuntSummary[]): string | null {
  const named = new Set(hunts.map(({ connectors }) => [...connectors].sort().join(', ') || 'none named'));
  const [only = null] = named;
  return named.size === 1 ? only : null;
}

/** The tactics and techniques that all tools have alike; null where they differ. */
export function sameMitre(rows: ToolRow[]): Pick<ToolRow, 'tactics' | 'techniques'> | null {
  const [first] = rows;
  const named = new Set(rows.map(({ tactics, techniques }) => JSON.stringify([[...tactics].sort(), [...techniques].sort()])));
  return first && named.size === 1 ? { tactics: first.tactics, techniques: first.techniques } : null;
}

const emptyRow = ({ tool, toolSlug }: HuntSummary, tools: Tools): ToolRow => ({
  tool,
  slug: toolSlug,
  hunts: bySignal(() => []),
  tactics: [],
  techniques: [],
  connectors: [],
  vendor: tools?.get(toolSlug)?.vendor ?? null,
  seen: tools && (tools.get(toolSlug)?.seen ?? null),
});

const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];

export const huntsOf = ({ hunts }: ToolRow): HuntSummary[] => Object.values(hunts).flat();

const sortValues: Record<ToolSort, (row: ToolRow) => string | number> = {
  tool: ({ tool }) => tool.toLowerCase(),
  vendor: ({ vendor }) => vendor?.toLowerCase() ?? '',
  devices: ({ seen }) => seen?.devices ?? 0,
  events: ({ seen }) => seen?.events ?? 0,
  lastSeen: ({ seen }) => seen?.lastSeen ?? '',
  hunts: (row) => huntsOf(row).length,
};

/** Rows that are equal in the chosen column are ordered by name. */
function ordered(rows: ToolRow[], { key, descending }: HuntsParams['sort']): ToolRow[] {
  const sign = descending ? -1 : 1;
  const value = sortValues[key];
  const compare = (a: string | number, b: string | number) =>
    typeof a === 'string' && typeof b === 'string' ? a.localeCompare(b, 'en') : a < b ? -1 : a > b ? 1 : 0;
  return rows.sort((a, b) => sign * compare(value(a), value(b)) || a.tool.localeCompare(b.tool, 'en'));
}

function textOf(
  { id, tool, name, description, table, file, tactics, relevantTechniques, connectors }: HuntSummary,
  vendor: string,
): string {
  const parts = [id, tool, name, description, table, file, ...tactics, ...relevantTechniques, ...connectors, vendor];
  return parts.join('\n').toLowerCase();
}

/**
 * The part of a hunt’s name that its row and column do not already say: `File Name` of `Create Process (File Name)`, or the
 * whole name.
 */
export function shortName({ name, tool }: Pick<HuntSummary, 'name' | 'tool'>): string {
  const at = name.lastIndexOf(`${tool} - `);
  const own = at === -1 ? name : name.slice(at + tool.length + 3);
  return /\(([^()]+)\)$/.exec(own)?.[1] ?? own;
}

/** Says that the table of a hunt is missing: such a hunt is not asked, which differs from finding nothing. */
export function missingWords(table: string): string {
  return `${visibleText(table)} is not there`;
}
