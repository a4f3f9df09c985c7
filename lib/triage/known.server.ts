import 'server-only';
import type { Principal } from '@/lib/auth/model';
import { planSweep } from '@/lib/catalogue/plan.server';
import { openQueryAs } from '@/lib/query/context.server';
import { Fault } from '@/lib/shared/errors';
import { LOOKBACK } from '@/lib/shared/lookback';
import { resolveWindow } from '@/lib/shared/window';
import { hashesOf, sightingText } from './compare';
import { keyOf, keyText } from './key';
import type { VerdictInput } from './model';
import { askTraits } from './traits.server';

/** What decisions know of their sightings. */
export interface Known {
  /** Hashes by `keyText`; null where the telemetry could not be read. */
  traits: Record<string, string[]> | null;
  /** Notices for the person who decides. */
  notices: string[];
}

/** No decision waits longer for the telemetry than so many ms: it is kept, and is looked at again. */
const PATIENCE_MS = 20_000;

/**
 * What the telemetry of the last 30 days says of the sightings that are decided. When it cannot be read whole, the decision is
 * made without it and comes back as changed, rather than hiding what it did not see.
 */
export async function readKnown(principal: Principal, { items, verdict }: VerdictInput, signal?: AbortSignal): Promise<Known> {
  if (verdict === 'new') return { traits: {}, notices: [] };
  const sightings = items.map(keyOf);
  try {
    const limit = AbortSignal.timeout(PATIENCE_MS);
    const context = openQueryAs(principal, signal ? AbortSignal.any([signal, limit]) : limit);
    const plan = await planSweep(context, resolveWindow({ last: LOOKBACK }, context.now));
    const { bySighting, notices } = await askTraits(context, plan, sightings);
    if (notices.length > 0) return notRead(notices.map(({ message }) => message).join(' '));
    const traits = sightings.map((key) => [keyText(key), hashesOf(bySighting.get(sightingText(key)) ?? {})]);
    return { traits: Object.fromEntries(traits), notices: [] };
  } catch (error) {
    if (signal?.aborted || !(error instanceof Fault)) throw error;
    return notRead(error.kind === 'cancelled' ? `The telemetry did not answer in ${PATIENCE_MS / 1000} s.` : error.message);
  }
}

const notRead = (why: string): Known => ({
  traits: null,
  notices: [`The verdict is kept, but not what it knew of the sighting, so it will come back as changed. ${why}`],
});
