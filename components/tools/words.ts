/** A tool's page in words. Pure. */
import { counted, formatCount } from '@/lib/shared/format';
import type { Program, Relay, ToolProfile } from '@/lib/tool-profiles/model';

/** “3 of 412 devices (0.7 %)”; only the first number if nobody knows how many devices there are. */
export function shareWords(devices: number, estate: ToolProfile['estate']): string {
  if (estate === null) return `${counted(devices, 'device')}; how many there are in all is not known`;
  const percent = (100 * devices) / estate.devices;
  const share = percent < 0.1 ? 'under 0.1' : percent < 10 ? percent.toFixed(1) : percent.toFixed(0);
  const all = counted(estate.devices, 'device') + (estate.by === 'DeviceInfo' ? '' : ' with events');
  return `${formatCount(devices)} of ${all} (${share} %)`;
}

/** What is unusual about a program of a tool; null if nothing is, or if there are no facts to compare with. */
export function unusualWords({ unusual }: Pick<Program, 'unusual'>): string | null {
  if (unusual === null || unusual.length === 0) return null;
  return unusual.length === 2 ? 'unusual name and folder' : `unusual ${unusual[0]}`;
}

/** Says whether a relay is the vendor’s, if the facts say so. */
export function relayWords({ isVendors }: Pick<Relay, 'isVendors'>): string {
  return isVendors === null ? 'not known' : isVendors ? 'the vendor’s' : 'not the vendor’s';
}

/** Says how much of a list is shown; null if all of it is. */
export function restWords({ rows, total }: { rows: unknown[]; total: number }): string | null {
  return total > rows.length ? `The first ${formatCount(rows.length)} of ${formatCount(total)}.` : null;
}
