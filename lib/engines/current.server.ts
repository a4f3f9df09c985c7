import 'server-only';
import { env } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';
import { createEmbeddedEngine } from './embedded/engine.server';
import type { Engine } from './engine';

/** The engine this server asks. */
export function currentEngine(): Engine {
  return processWide('engine', () => createEmbeddedEngine(env().DATA_DIR));
}
