/** Derives the tool, the signal and the confidence of a hunt, for which Sentinel's YAML has no keys. Pure. */
import { type Signal, signalFacts, signalOfTable, signals } from '@/lib/tables/tables';
import { type Binary, binaries, type Confidence, confidences, slugOf } from './model';

const endings = signals.map((signal) => signalFacts[signal].nameEnding);
const suffixes = new Map(signals.map((signal) => [signalFacts[signal].nameEnding.toLowerCase(), signal]));
/** The first part of the family's names: “Remote Management and Monitoring tool”. */
const family = /\b(rmm|remote (management|monitoring|access))\b/i;
const shownSuffixes = endings.map((ending) => `“ - ${ending}”`).join(', ');
const shownTables = [...signalOfTable.keys()].join(', ');

/** The name of the tool that a slug means, also by another name of it; undefined for one that nobody knows. */
export type ToolOf = (slug: string) => string | undefined;

type Fault = { fault: { key: 'name' | 'requiredDataConnectors'; message: string } };
type Derived = { tool: string; signal: Signal } | Fault;

/**
 * Reads a name such as `Remote Management and Monitoring tool - RealVNC - Create Process`, and the tables of the hunt's
 * connectors, or else of its query. A name may lack its first and its last part; the rest is the tool, without the words that
 * people put around it (“Detect …”, “… usage”).
 */
export function deriveToolAndSignal(name: string, dataTypes: string[], more: { query?: string; toolOf?: ToolOf } = {}): Derived {
  const parts = name.split(/(?:^|\s+)[-–—]\s+/).map((part) => part.trim());
  const named = suffixes.get(withoutBrackets(parts.at(-1) ?? '').toLowerCase());
  const signal = signalFrom(named, dataTypes, more.query ?? '');
  if (typeof signal === 'object') return signal;
  if (named) parts.pop();
  if (parts.length > 1 && family.test(parts[0] ?? '')) parts.shift();
  const written = parts.join(' - ');
  if (slugOf(written) === '')
    return { fault: { key: 'name', message: 'names no tool; write it as “… - RealVNC - Create Process”' } };
  const names = plainerNames(written);
  const known = names.map((text) => more.toolOf?.(slugOf(text))).find((tool) => tool !== undefined);
  return { tool: known ?? (named ? written : (names.at(-1) ?? written)), signal };
}

/** “Create Process (File Name)” is a further hunt of its signal. */
const withoutBrackets = (text: string) => text.replace(/\s*\([^()]*\)$/, '').replace(/\s+/g, ' ');

const before =
  /^(?:\[rmm\]|(?:rmm|detect(?:s|ed|ing|ion of)?|hunt(?:ing)? for|possible|potential|suspicious|unauthori[sz]ed|unusual|unexpected|use of|usage of|execution of|presence of|remote access (?:tool|software)|the)\b)[\s:]*/i;
const behind =
  /\s+(?:detected|detections?|usage|use|used|activity|execution|executed|installed|installation|observed|found|running|traffic|(?:network )?connections?|process(?:es)?|remote (?:access|management|monitoring|desktop|control)(?: (?:tool|software|agent|session))?|rmm(?: (?:tool|software|agent))?|tool|software)$/i;

/** A name, then ever plainer ones: “Detect Datto RMM usage”, “Datto RMM usage”, “Datto RMM”, “Datto”. */
function plainerNames(name: string): string[] {
  const shorter = [name.replace(before, ''), name.replace(behind, '')].map((text) => text.trim());
  const next = shorter.find((text) => text !== name && slugOf(text) !== '');
  return next === undefined ? [name] : [name, ...plainerNames(next)];
}

function signalFrom(named: Signal | undefined, dataTypes: string[], query: string): Signal | Fault {
  // Some connectors write a source after the table: `SecurityAlert (ASC)`.
  const tables = [...new Set(dataTypes.map((type) => /^\w*/.exec(type.trim())?.[0] ?? ''))];
  const found = [...new Set(tables.flatMap((table) => signalOfTable.get(table) ?? []))];
  if (named && (found.length === 0 || found.includes(named))) return named;
  if (named) {
    const others = tables.filter((table) => signalOfTable.has(table)).join(', ');
    return { fault: { key: 'name', message: `ends as a hunt for the ${named} signal does, but its connectors bring ${others}` } };
  }
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  // A hunt that reads several tables counts as one for the first that its query names.
  const first = query.match(/\bDevice\w+\b/g)?.flatMap((table) => signalOfTable.get(table) ?? [])[0];
  if (first && (found.length === 0 || found.includes(first))) return first;
  const message = only
    ? `name tables of several signals, so the name must end in one of ${shownSuffixes}`
    : `name no table of a signal (${shownTables}), the query reads none, and the name does not end in one of ${shownSuffixes}`;
  return { fault: { key: 'requiredDataConnectors', message } };
}

/** From tags such as `confidence-medium` and `helper-binary`. */
export function confidenceAndBinary(tags: string[]): { confidence: Confidence; binary: Binary | null } {
  const has = (tag: string) => tags.some((t) => t.trim().toLowerCase() === tag);
  return {
    confidence: confidences.findLast((confidence) => has(`confidence-${confidence}`)) ?? 'high',
    binary: binaries.find((binary) => has(`${binary}-binary`)) ?? null,
  };
}
