import 'server-only';
import type { Coverage } from '@/lib/engines/model';
import type { QueryContext } from '@/lib/query/context.server';
import { Fault } from '@/lib/shared/errors';
import { ownTurn } from '@/lib/shared/turns';
import type { Window } from '@/lib/shared/window';
import { compiledCatalogue } from './compiled.server';
import { SweepPlan } from './sweep-plan';

/** The plan of a request: the catalogue, what the engine covers and the window, each looked up once. */
export async function planSweep(context: QueryContext, window: Window): Promise<SweepPlan> {
  return planOf(context, window, await context.engine.coverage(context));
}

/**
 * As `planSweep`, for pages that show the catalogue even while the engine does not answer: then every table is taken to be
 * there, and a notice in `coverage` gives the reason. Throws a Fault `unauthenticated`, which only a new sign-in mends.
 */
export async function planWithoutEngine(context: QueryContext, window: Window): Promise<SweepPlan> {
  const coverage = await context.engine.coverage(context).catch((error: unknown): Coverage => {
    if (!(error instanceof Fault) || error.kind === 'unauthenticated') throw error;
    return { tables: [], workspaces: [], notices: [`Which tables are there is not known: ${error.message}`] };
  });
  return planOf(context, window, coverage);
}

async function planOf(context: QueryContext, window: Window, coverage: Coverage): Promise<SweepPlan> {
  const { engine, identity, now } = context;
  const [compiled, exclusions] = await Promise.all([compiledCatalogue(engine), context.exclusions?.(now)]);
  await ownTurn(); // hundreds may have waited for the same, and each goes on to write its queries
  return new SweepPlan({ compiled, coverage, window, exclusions, askedOf: [engine.name, identity.scope, engine.version()] });
}
