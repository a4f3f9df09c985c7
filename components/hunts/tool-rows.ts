/** The catalogue as a table of tools by signals. */
import { visibleText } from '@/components/ui/visible';
import type { HuntSummary } from '@/lib/catalogue/model';
import { bySignal, type Signal } from '@/lib/tables/tables';

export interface ToolRow {
  tool: string;
  slug: string;
  hunts: Record<Signal, HuntSummary[]>;
  tactics: string[];
  techniques: string[];
  connectors: string[];
}

/** Hunts that hold every word, in any case; one row a tool, by name. */
export function toolRows(hunts: HuntSummary[], words: string): ToolRow[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const rows = new Map<string, ToolRow>();
  for (const hunt of hunts.filter((candidate) => wanted.every((word) => textOf(candidate).includes(word)))) {
    const row = rows.get(hunt.toolSlug) ?? emptyRow(hunt);
    rows.set(hunt.toolSlug, row);
    row.hunts[hunt.signal].push(hunt);
    row.tactics = union(row.tactics, hunt.tactics);
    row.techniques = union(row.techniques, hunt.relevantTechniques);
    row.connectors = union(row.connectors, hunt.connectors);
  }
  return [...rows.values()].sort((a, b) => a.tool.localeCompare(b.tool, 'en'));
}

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

const emptyRow = ({ tool, toolSlug }: HuntSummary): ToolRow => ({
  tool,
  slug: toolSlug,
  hunts: bySignal(() => []),
  tactics: [],
  techniques: [],
  connectors: [],
});

const union = (a: string[], b: string[]) => [...new Set([...a, ...b])];

function textOf({ id, tool, name, description, table, file, tactics, relevantTechniques, connectors }: HuntSummary): string {
  const parts = [id, tool, name, description, table, file, ...tactics, ...relevantTechniques, ...connectors];
  return parts.join('\n').toLowerCase();
}

/** What of a hunt's name its row and column do not say already: `Create Process`, or the whole name. */
export function shortName({ name, tool }: Pick<HuntSummary, 'name' | 'tool'>): string {
  const at = name.lastIndexOf(`${tool} - `);
  return at === -1 ? name : name.slice(at + tool.length + 3);
}

/** Why a hunt is not asked: neither refused nor empty. */
export function missingWords(table: string): string {
  return `${visibleText(table)} is not there`;
}
