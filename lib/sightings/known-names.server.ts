import 'server-only';
import { identityOf } from '@/lib/auth/identity.server';
import { requirePrincipal } from '@/lib/auth/session.server';
import { keptSweeps } from './sweep-cache.server';

/**
 * The names of devices whose ids stand in `texts`, by id, from the sweeps that are kept for the rights of who asks. It asks no
 * telemetry, so it may know none. Needs a session.
 */
export async function knownDeviceNames(texts: Iterable<string>): Promise<Record<string, string>> {
  const { scope } = identityOf(await requirePrincipal());
  const words = new Set<string>();
  for (const text of texts) for (const [word] of text.matchAll(/[\w-]{8,}/g)) words.add(word);
  const names: Record<string, string> = {};
  for (const { sightings } of keptSweeps(scope))
    for (const { deviceId, deviceName } of sightings) if (deviceName !== '' && words.has(deviceId)) names[deviceId] = deviceName;
  return names;
}
