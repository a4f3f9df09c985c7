/** Which connector brings a table, and what to do where it does not. Pure. */
import { visibleText } from '@/components/ui/visible';
import type { EngineName } from '@/lib/engines/model';
import type { TableState } from './table-words';

/** Connectors as the portal calls them, by the ids that hunts carry. */
const names = new Map([
  ['MicrosoftThreatProtection', 'Microsoft Defender XDR'],
  ['MicrosoftDefenderAdvancedThreatProtection', 'Microsoft Defender for Endpoint'],
]);
/** All hunted tables are Defender's; those that no hunt needs name no connector. */
const USUAL = 'Microsoft Defender XDR';

export function connectorName(id: string): string {
  return names.get(id) ?? visibleText(id);
}

/** What brings a table that is missing or empty; null where nothing is to be done. */
export function howToBring(
  { name, connectors, state }: { name: string; connectors: string[]; state: TableState },
  engine: EngineName,
): string | null {
  if (state !== 'missing' && state !== 'empty') return null;
  if (engine === 'embedded') return 'Import an export that holds it.';
  const connector = connectors.map((id) => `“${connectorName(id)}”`).join(' or ') || `“${USUAL}”`;
  if (engine === 'defender')
    return state === 'missing'
      ? 'Advanced hunting of this tenant does not have it: it comes with Microsoft Defender for Endpoint.'
      : 'Advanced hunting has had no event in it of late: are devices onboarded to Microsoft Defender for Endpoint?';
  return state === 'missing'
    ? `Enable the data connector ${connector} in Sentinel and tick ${name}.`
    : `It is there and holds nothing of late: is ${name} ticked in the data connector ${connector}?`;
}
