import 'server-only';
import { setImmediate as others } from 'node:timers/promises';
import type { Engine } from '@/lib/engines/engine';
import { kqlThread } from '@/lib/engines/kql-thread/thread.server';
import type { EngineName, PendingQuery } from '@/lib/engines/model';
import { catalogue } from '@/lib/hunts/catalogue.server';
import type { Hunt } from '@/lib/hunts/model';
import { cutHunt, type HuntCut, huntCut } from '@/lib/kql/cut/cut';
import { KqlError } from '@/lib/kql/model';
import { isBundled } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';
import type { CompiledCatalogue } from './compiled';

interface Compiling {
  hunts: Hunt[];
  /** How many of them are compiled. */
  done: number;
  compiled: Promise<CompiledCatalogue>;
}

const compiledFor = processWide('compiled-catalogue', () => ({ byEngine: new Map<EngineName, Compiling>(), revisions: 0 }));

/** The catalogue compiled for an engine. It is compiled again only when its files were read anew. */
export async function compiledCatalogue(engine: Engine): Promise<CompiledCatalogue> {
  const { hunts, faults } = await catalogue();
  const last = compiledFor.byEngine.get(engine.name);
  if (last?.hunts === hunts) return last.compiled;
  const revision = ++compiledFor.revisions;
  const onHunt = () => void compiling.done++;
  const compiling: Compiling = {
    ...{ hunts, done: 0 },
    compiled: compile(engine, { revision, hunts, fileFaults: faults, before: last?.compiled, onHunt }),
  };
  compiledFor.byEngine.set(engine.name, compiling);
  compiling.compiled.catch(() => compiledFor.byEngine.get(engine.name) === compiling && compiledFor.byEngine.delete(engine.name));
  return compiling.compiled;
}

/** While the catalogue is compiled for the engine, one entry says how many hunts are done, because all answers wait for it. Else there is none. */
export function pendingCompilation(engine: Engine): PendingQuery[] {
  const { hunts, done } = compiledFor.byEngine.get(engine.name) ?? { hunts: [], done: 0 };
  if (done === hunts.length) return [];
  const pieces = { done, of: hunts.length, read: 'hunts' } as const;
  return [{ id: 'catalogue', what: 'The catalogue', state: 'running', position: null, limit: null, resumesIn: null, pieces }];
}

interface Compile extends Pick<CompiledCatalogue, 'revision' | 'fileFaults'> {
  hunts: Hunt[];
  /** What was compiled of the files as they were before. */
  before: Promise<CompiledCatalogue> | undefined;
  onHunt: () => void;
}

async function compile(engine: Engine, { revision, fileFaults, hunts, before, onHunt }: Compile): Promise<CompiledCatalogue> {
  const toolSlugs = new Set(hunts.map((h) => h.toolSlug));
  const compiled: CompiledCatalogue = { revision, hunts: [], refused: [], outdated: [], fileFaults, toolSlugs };
  const last = await before?.catch(() => undefined);
  const known = new Map(last?.hunts.map((entry) => [entry.hunt.id, entry]));
  for (const hunt of hunts) {
    const asked = known.get(hunt.id);
    try {
      const cut = asked?.hunt.query === hunt.query ? asked.cut : await cutFor(engine, hunt.query);
      compiled.hunts.push({ hunt, cut });
    } catch (error) {
      if (!(error instanceof KqlError)) throw error;
      if (asked) compiled.hunts.push(asked);
      compiled[asked ? 'outdated' : 'refused'].push({ hunt, fault: error.message });
    }
    onHunt();
  }
  return compiled;
}

/**
 * Cuts a hunt and checks that the engine can answer it: a hunt that uses what the engine lacks would fail the whole query that it is
 * fused into. The server cuts in a thread, since HUNTS_DIR may hold texts that keep the parser busy for minutes.
 */
async function cutFor(engine: Engine, query: string): Promise<HuntCut> {
  if (!isBundled()) {
    await others(); // a connection that opens meanwhile is not given up for want of an answer
    const cut = cutHunt(query);
    engine.check(query);
    return cut;
  }
  return huntCut(await kqlThread().cut(query, engine.name));
}
