import 'server-only';
import { setMaxListeners } from 'node:events';
import { identityOf } from '@/lib/auth/identity.server';
import { requireSession } from '@/lib/auth/session.server';
import { currentEngine } from '@/lib/engines/current.server';
import type { Engine, QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { Coverage } from '@/lib/engines/model';
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

/** The hunted tables that are nowhere in what the engine covers: a query that names one would fail. */
export async function missingTables(ask: QueryContext): Promise<ReadonlySet<string>> {
  return missingOf(await ask.engine.coverage(ask));
}

/** The same of what is covered. */
export function missingOf({ tables }: Coverage): ReadonlySet<string> {
  return new Set(tables.filter(({ present }) => !present).map(({ name }) => name));
}

/**
 * One query of a question; `what` names it for those who wait. An answer of which nothing is left is a Fault
 * `unavailable` with the reasons: no rows must mean that there are none.
 */
export async function query(ask: QueryContext, kql: string, what?: string): Promise<QueryResult> {
  return notNothing(await ask.engine.query(kql, what === undefined ? ask : { ...ask, what }));
}

/** A question over a window; `inPieces`: its answer is made of its answers over parts of the window. */
export interface QuestionOver extends SplitQuestion {
  inPieces: boolean;
}

/** As `query`, over a window that is asked in pieces where one query cannot take it all and pieces give the same. */
export async function queryOver(ask: QueryContext, { inPieces, ...question }: QuestionOver, what: string): Promise<QueryResult> {
  const options = { ...ask, what };
  if (inPieces) return notNothing(await askOver(ask.engine, question, options));
  return notNothing(await ask.engine.query(question.kql(question.window), options));
}

function notNothing(result: QueryResult): QueryResult {
  if (result.cut && result.rows.length === 0) throw new Fault('unavailable', result.partial.join(' '));
  return result;
}

/** An engine's words on what is missing from an answer, as notices. */
export function partial(what: string, result: QueryResult): Notice[] {
  return result.partial.map((why) => ({ kind: 'partial', message: `${what}: ${why}` }));
}
