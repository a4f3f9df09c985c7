import 'server-only';
import { identityOf } from '@/lib/auth/identity.server';
import { requireSession } from '@/lib/auth/session.server';
import { currentEngine } from '@/lib/engines/current.server';
import type { Engine, QueryOptions } from '@/lib/engines/engine';
import { now } from '@/lib/shared/clock';

/** One question of one person: whom it is put to, with whose rights, and what the present is all through it. */
export interface Ask extends QueryOptions {
  engine: Engine;
}

/** Begins a question; the first statement of what reads telemetry. Needs a session, else throws a Fault `unauthenticated`. */
export async function beginAsk(signal?: AbortSignal): Promise<Ask> {
  const session = await requireSession();
  return { engine: currentEngine(), identity: identityOf(session), now: now(), signal };
}

/** The hunted tables that are nowhere in what the engine covers: a query that names one would fail. */
export async function missingTables(ask: Ask): Promise<ReadonlySet<string>> {
  const { tables } = await ask.engine.coverage(ask);
  return new Set(tables.filter(({ present }) => !present).map(({ name }) => name));
}
