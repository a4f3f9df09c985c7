import 'server-only';
import { compiledCatalogue } from '@/lib/catalogue/compiled.server';
import { currentEngine } from '@/lib/engines/current.server';
import { localIdentity } from '@/lib/engines/identity';
import { now } from '@/lib/shared/clock';
import { DEFAULT_LAST } from '@/lib/shared/window';
import { cachedSweep } from './sweep-cache.server';

/**
 * Does what the first question would wait for: reads the hunts and, where nobody's rights are needed for it, asks what
 * most people ask first.
 */
export async function warmUp(): Promise<void> {
  const engine = currentEngine();
  if (engine.name !== 'embedded') await compiledCatalogue(engine);
  else await cachedSweep({ engine, identity: localIdentity, now: now() }, { last: DEFAULT_LAST }, null);
}
