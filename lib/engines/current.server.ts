import 'server-only';
import { engineOf } from '@/lib/shared/azure-env';
import { type Env, env } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';
import { parseDuration, ticksToMs } from '@/lib/shared/time';
import { createDefenderEngine } from './defender/engine.server';
import { createEmbeddedEngine } from './embedded/engine.server';
import { translateInThread } from './embedded/translation/kept.server';
import type { Engine } from './engine';
import { kqlThread } from './kql-thread/thread.server';
import { createLogAnalyticsEngine } from './log-analytics/engine.server';

/** The engine this server asks. */
export function currentEngine(): Engine {
  return processWide('engine', () => makers[engineOf(env())](env()));
}

const makers: Record<ReturnType<typeof engineOf>, (settings: Env) => Engine> = {
  embedded: ({ DATA_DIR, QUERY_TIME_LIMIT }) =>
    createEmbeddedEngine(DATA_DIR, {
      translate: translateInThread(kqlThread()),
      compile: (labelling, schema) => kqlThread().compile(labelling, schema),
      timeLimit: ticksToMs(parseDuration(QUERY_TIME_LIMIT) ?? 0n),
    }),
  'log-analytics': createLogAnalyticsEngine,
  defender: createDefenderEngine,
};
