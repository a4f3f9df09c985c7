/**
 * Links into Microsoft's portals. Their forms are not documented but were seen in public code: one function a form, one
 * test each. The tenant always goes along, or somebody who works in several lands in the wrong one. Browser-safe.
 */
import { addTicks, type Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

const DEFENDER = 'https://security.microsoft.com';

/** Defender's ids are hex digits. What is no such word has no page there, and dots would change the path. */
const isMachineId = (deviceId: string) => /^[\w-]{1,100}$/.test(deviceId);

const toMilliseconds = (instant: Instant) => `${instant.slice(0, 23)}Z`;

/** Defender's page of a device; null for what cannot be an id of Defender's. */
export function defenderDevice(deviceId: string, tenantId: string): string | null {
  if (!isMachineId(deviceId)) return null;
  return `${DEFENDER}/machines/v2/${deviceId}/overview?${new URLSearchParams({ tid: tenantId })}`;
}

/** Defender's timeline of a device over a window, widened to whole milliseconds; null as above. */
export function defenderTimeline(deviceId: string, tenantId: string, window: Window): string | null {
  if (!isMachineId(deviceId)) return null;
  const [from, to] = [toMilliseconds(window.from), toMilliseconds(addTicks(window.to, 9_999n))];
  return `${DEFENDER}/machines/${deviceId}/timeline?${new URLSearchParams({ from, to, tid: tenantId })}`;
}
