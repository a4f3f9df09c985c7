import 'server-only';
import { systemPrincipal } from '@/lib/auth/principal.server';
import { compiledCatalogue } from '@/lib/catalogue/compiled.server';
import { currentEngine } from '@/lib/engines/current.server';
import { openQueryAs } from '@/lib/query/context.server';
import { DEFAULT_LAST } from '@/lib/shared/window';
import { cachedSweep } from './sweep-cache.server';

/**
 * Does at start what the first request would wait for: compiles the catalogue and, where no person's rights are needed,
 * asks the default question.
 */
export async function warmUp(): Promise<void> {
  const engine = currentEngine();
  if (engine.name !== 'embedded') await compiledCatalogue(engine);
  else await cachedSweep(openQueryAs(systemPrincipal('the warm-up')), { last: DEFAULT_LAST }, null);
}
