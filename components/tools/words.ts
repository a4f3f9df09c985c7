/** A tool's page in words. Pure. */
import { counted, formatCount } from '@/lib/shared/format';
import type { Program, Relay, ToolProfile } from '@/lib/tool-profiles/model';

/** “3 of 412 devices (0.7 %)”; without an estate to compare with, the number alone. */
export function shareWords(devices: number, estate: ToolProfile['estate']): string {
  if (estate === null) return `${counted(devices, 'device')}; how many there are in all is not known`;
  const percent = (100 * devices) / estate.devices;
  const share = percent < 0.1 ? 'under 0.1' : percent < 10 ? percent.toFixed(1) : percent.toFixed(0);
  const all = counted(estate.devices, 'device') + (estate.by === 'DeviceInfo' ? '' : ' with events');
  return `${formatCount(devices)} of ${all} (${share} %)`;
}

/** What of a program is not usual for its tool; null where nothing is, or nobody knows. */
export function unusualWords({ unusual }: Pick<Program, 'unusual'>): string | null {
  if (unusual === null || unusual.length === 0) return null;
  return unusual.length === 2 ? 'unusual name and folder' : `unusual ${unusual[0]}`;
}

/** Whose a relay is, as far as the facts say. */
export function relayWords({ isVendors }: Pick<Relay, 'isVendors'>): string {
  return isVendors === null ? 'not known' : isVendors ? 'the vendor’s' : 'not the vendor’s';
}

/** What a list leaves out. */
export function restWords({ rows, total }: { rows: unknown[]; total: number }): string | null {
  return total > rows.length ? `The first ${formatCount(rows.length)} of ${formatCount(total)}.` : null;
}
