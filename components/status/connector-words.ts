/** Says which connector brings a table, and what to do if the table is missing or empty. Pure. */
import { visibleText } from '@/components/ui/visible';
import type { EngineName } from '@/lib/engines/model';
import { isTableName, tables } from '@/lib/tables/tables';
import type { TableState } from './table-words';

/** The portal’s names of connectors, by the ids in hunts. */
const names = new Map([
  ['MicrosoftThreatProtection', 'Microsoft Defender XDR'],
  ['MicrosoftDefenderAdvancedThreatProtection', 'Microsoft Defender for Endpoint'],
]);

export function connectorName(id: string): string {
  return names.get(id) ?? visibleText(id);
}

/** How to get rows into a missing or empty table; null if nothing needs to be done. */
export function howToBring(
  { name, connectors, state }: { name: string; connectors: string[]; state: TableState },
  engine: EngineName,
): string | null {
  if (state !== 'missing' && state !== 'empty') return null;
  if (engine === 'embedded') return 'Import an export that holds it.';
  // If no hunt needs the table, no hunt names its connector, so the table’s own facts do.
  const usual = isTableName(name) ? [tables[name].connector] : [];
  const ids = connectors.length > 0 ? connectors : usual;
  const connector = ids.map((id) => `“${connectorName(id)}”`).join(' or ') || 'that brings it';
  if (engine === 'defender')
    return state === 'missing'
      ? 'Advanced hunting of this tenant does not have this table: it comes with Microsoft Defender for Endpoint.'
      : 'Advanced hunting has had no events in this table lately: are devices onboarded to Microsoft Defender for Endpoint?';
  return state === 'missing'
    ? `Enable the data connector ${connector} in Sentinel and tick ${name}.`
    : `The table is there, but has had no rows lately: is ${name} ticked in the data connector ${connector}?`;
}
