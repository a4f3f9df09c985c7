import 'server-only';
import type { Engine } from '@/lib/engines/engine';
import { kqlThread } from '@/lib/engines/kql-thread/thread.server';
import type { EngineName } from '@/lib/engines/model';
import { catalogue } from '@/lib/hunts/catalogue.server';
import type { Hunt } from '@/lib/hunts/model';
import { cutHunt, type HuntCut, huntCut } from '@/lib/kql/cut/cut';
import { KqlError } from '@/lib/kql/model';
import { isBundled } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';
import type { CompiledCatalogue } from './compiled';

interface Compiling {
  hunts: Hunt[];
  compiled: Promise<CompiledCatalogue>;
}

const compiledFor = processWide('compiled-catalogue', () => ({ byEngine: new Map<EngineName, Compiling>(), revisions: 0 }));

/** The catalogue compiled for an engine. It is compiled again only when its files were read anew. */
export async function compiledCatalogue(engine: Engine): Promise<CompiledCatalogue> {
  const { hunts, faults } = await catalogue();
  const last = compiledFor.byEngine.get(engine.name);
  if (last?.hunts === hunts) return last.compiled;
  compiledFor.revisions += 1;
  const compiling = { hunts, compiled: compile(engine, compiledFor.revisions, hunts, faults) };
  compiledFor.byEngine.set(engine.name, compiling);
  compiling.compiled.catch(() => compiledFor.byEngine.get(engine.name) === compiling && compiledFor.byEngine.delete(engine.name));
  return compiling.compiled;
}

async function compile(
  engine: Engine,
  revision: number,
  hunts: Hunt[],
  fileFaults: CompiledCatalogue['fileFaults'],
): Promise<CompiledCatalogue> {
  const toolSlugs = new Set(hunts.map((h) => h.toolSlug));
  const compiled: CompiledCatalogue = { revision, hunts: [], refused: [], fileFaults, toolSlugs };
  for (const hunt of hunts) {
    try {
      compiled.hunts.push({ hunt, cut: await cutFor(engine, hunt.query) });
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      compiled.refused.push({ hunt, fault: error.message });
    }
  }
  return compiled;
}

/**
 * Cuts a hunt and checks that the engine can answer it: a hunt that uses what the engine lacks would fail the whole query that it is
 * fused into. The server cuts in a thread, since HUNTS_DIR may hold texts that keep the parser busy for minutes.
 */
async function cutFor(engine: Engine, query: string): Promise<HuntCut> {
  if (!isBundled()) {
    const cut = cutHunt(query);
    engine.check(query);
    return cut;
  }
  const isEmbedded = engine.name === 'embedded';
  const pieces = await kqlThread().cut(query, isEmbedded);
  if (!isEmbedded) engine.check(query);
  return huntCut(pieces);
}
