import 'server-only';
import { setMaxListeners } from 'node:events';
import { identityOf } from '@/lib/auth/identity.server';
import { requireSession } from '@/lib/auth/session.server';
import { currentEngine } from '@/lib/engines/current.server';
import type { Engine, QueryOptions, QueryResult } from '@/lib/engines/engine';
import { askOver, type SplitQuestion } from '@/lib/engines/split';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import type { Notice } from './model';

/** One question of one person: whom it is put to, with whose rights, and what the present is all through it. */
export interface QueryContext extends QueryOptions {
  engine: Engine;
}

/** Begins a question; the first statement of what reads telemetry. Needs a session, else throws a Fault `unauthenticated`. */
export async function openQuery(signal?: AbortSignal): Promise<QueryContext> {
  const session = await requireSession();
  if (signal) setMaxListeners(0, signal); // as many as the question has queries
  return { engine: currentEngine(), identity: identityOf(session), now: now(), signal };
}

/**
 * One query of a question; `what` names it for those who wait. An answer of which nothing is left is a Fault
 * `unavailable` with the reasons: no rows must mean that there are none.
 */
export async function query(context: QueryContext, kql: string, what?: string): Promise<QueryResult> {
  return notNothing(await context.engine.query(kql, what === undefined ? context : { ...context, what }));
}

/** A question over a window; `inPieces`: its answer is made of its answers over parts of the window. */
export interface QuestionOver extends SplitQuestion {
  inPieces: boolean;
}

/** As `query`, over a window that is asked in pieces where one query cannot take it all and pieces give the same. */
export async function queryOver(
  context: QueryContext,
  { inPieces, ...question }: QuestionOver,
  what: string,
): Promise<QueryResult> {
  const options = { ...context, what };
  if (inPieces) return notNothing(await askOver(context.engine, question, options));
  return notNothing(await context.engine.query(question.kql(question.window), options));
}

function notNothing(result: QueryResult): QueryResult {
  if (result.cut && result.rows.length === 0) throw new Fault('unavailable', result.partial.join(' '));
  return result;
}

/** A notice for each reason why an answer is not whole; `what` is asked. */
export function partialNotices(what: string, result: QueryResult): Notice[] {
  return result.partial.map((why) => ({ kind: 'partial', message: `${what}: ${why}` }));
}
