import 'server-only';
import type { Engine } from '@/lib/engines/engine';
import type { EngineName } from '@/lib/engines/model';
import { catalogue } from '@/lib/hunts/catalogue.server';
import type { Hunt } from '@/lib/hunts/model';
import { cutHunt } from '@/lib/kql/cut/cut';
import { KqlError } from '@/lib/kql/model';
import { processWide } from '@/lib/shared/process-wide';
import type { CompiledCatalogue } from './compiled';

const compiledFor = processWide(
  'compiled-catalogue',
  () => new Map<EngineName, { hunts: Hunt[]; compiled: CompiledCatalogue }>(),
);

/** The catalogue compiled for an engine. It is compiled again only when its files were read anew. */
export async function compiledCatalogue(engine: Engine): Promise<CompiledCatalogue> {
  const { hunts, faults } = await catalogue();
  const last = compiledFor.get(engine.name);
  if (last?.hunts === hunts) return last.compiled;
  const compiled = compile(engine, (last?.compiled.revision ?? 0) + 1, hunts, faults);
  compiledFor.set(engine.name, { hunts, compiled });
  return compiled;
}

function compile(
  engine: Engine,
  revision: number,
  hunts: Hunt[],
  fileFaults: CompiledCatalogue['fileFaults'],
): CompiledCatalogue {
  const toolSlugs = new Set(hunts.map((h) => h.toolSlug));
  const compiled: CompiledCatalogue = { revision, hunts: [], refused: [], fileFaults, toolSlugs };
  for (const hunt of hunts) {
    try {
      const cut = cutHunt(hunt.query);
      // A hunt that uses what the engine lacks would fail the whole query that it is fused into.
      engine.check(hunt.query);
      compiled.hunts.push({ hunt, cut });
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      compiled.refused.push({ hunt, fault: error.message });
    }
  }
  return compiled;
}
