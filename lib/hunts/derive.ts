/** Derives the tool and the signal of a hunt, for which Sentinel's YAML has no keys. Pure. */
import { type Signal, signalFacts, signalOfTable, signals } from '@/lib/tables/tables';
import { slugOf } from './model';

const endings = signals.map((signal) => signalFacts[signal].nameEnding);
const suffixes = new Map(signals.map((signal) => [signalFacts[signal].nameEnding.toLowerCase(), signal]));
/** The first part of the family's names: “Remote Management and Monitoring tool”. */
const family = /\b(rmm|remote (management|monitoring|access))\b/i;
const shownSuffixes = endings.map((ending) => `“ - ${ending}”`).join(', ');
const shownTables = [...signalOfTable.keys()].join(', ');

type Derived = { tool: string; signal: Signal } | { fault: { key: 'name' | 'requiredDataConnectors'; message: string } };

/**
 * Reads a name such as `Remote Management and Monitoring tool - RealVNC - Create Process`, and the tables of the hunt's
 * connectors. A name may lack its first and its last part; the rest is the tool.
 */
export function deriveToolAndSignal(name: string, dataTypes: string[]): Derived {
  const parts = name.split(/(?:^|\s+)[-–—]\s+/).map((part) => part.trim());
  const named = suffixes.get((parts.at(-1) ?? '').toLowerCase().replace(/\s+/g, ' '));
  const signal = signalFrom(named, dataTypes);
  if (typeof signal === 'object') return signal;
  if (named) parts.pop();
  if (parts.length > 1 && family.test(parts[0] ?? '')) parts.shift();
  const tool = parts.join(' - ');
  if (slugOf(tool) === '')
    return { fault: { key: 'name', message: 'names no tool; write it as “… - RealVNC - Create Process”' } };
  return { tool, signal };
}

function signalFrom(named: Signal | undefined, dataTypes: string[]): Signal | Extract<Derived, { fault: object }> {
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
  const message = only
    ? `name tables of several signals, so the name must end in one of ${shownSuffixes}`
    : `name no table of a signal (${shownTables}), and the name does not end in one of ${shownSuffixes}`;
  return { fault: { key: 'requiredDataConnectors', message } };
}
