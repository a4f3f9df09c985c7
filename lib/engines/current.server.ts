import 'server-only';
import { env } from '@/lib/shared/env';
import { createEmbeddedEngine } from './embedded/engine.server';
import type { Engine } from './engine';

let engine: Engine | undefined;

/** The engine this server asks. */
export function currentEngine(): Engine {
  engine ??= createEmbeddedEngine(env().DATA_DIR);
  return engine;
}
