import 'server-only';
import { requirePrincipal } from '@/lib/auth/session.server';
import { currentEngine } from '@/lib/engines/current.server';
import { slugOf } from '@/lib/hunts/model';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import type { SightingHistory } from './model';
import { heldHistory, readActivity } from './read.server';
import { whyOff } from './source';

/** `GET /api/history?tool=&deviceId=`: every day on which a tool was seen on a device, as far as the history reaches. Needs a session. */
export async function readSightingHistory(search: URLSearchParams): Promise<SightingHistory> {
  await requirePrincipal();
  const [tool, deviceId] = [slugOf(needed(search, 'tool')), needed(search, 'deviceId')];
  const off = whyOff(env());
  if (off !== null) return { off, reach: null, gaps: [], seen: null, days: [] };
  const engine = currentEngine();
  const [{ reach, gaps, onDevice }, days] = await Promise.all([heldHistory(engine), readActivity(engine, tool, deviceId)]);
  return { off, reach, gaps, seen: onDevice(tool, deviceId) ?? null, days };
}

function needed(search: URLSearchParams, name: string): string {
  const value = search.get(name)?.replaceAll('\0', '') ?? '';
  if (value !== '') return value;
  throw new Fault('bad-input', `${name} is missing.`, { fields: { [name]: 'is missing' } });
}
