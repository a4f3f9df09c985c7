import 'server-only';
import { setMaxListeners } from 'node:events';
import { identityOf } from '@/lib/auth/identity.server';
import type { PersonPrincipal, Principal } from '@/lib/auth/model';
import { noteQuestion } from '@/lib/auth/note-question.server';
import { requirePrincipal } from '@/lib/auth/session.server';
import { type Asked, ask } from '@/lib/engines/asked';
import { currentEngine } from '@/lib/engines/current.server';
import type { Engine, QueryOptions, QueryResult } from '@/lib/engines/engine';
import { askOver, type SplitQuestion } from '@/lib/engines/split';
import { sweptExclusions } from '@/lib/exclusions/active.server';
import type { SweptExclusions } from '@/lib/exclusions/compiled';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import type { Notice } from './model';
import { openQuestion } from './open-questions.server';
import { withoutPaging } from './params';

/** What a request's queries share: the engine that answers, whose rights apply, and the instant that `now()` means. */
export interface QueryContext extends QueryOptions {
  principal: Principal;
  engine: Engine;
  /** What sweeps take out; left out where nothing is. */
  exclusions?: (now: Instant) => Promise<SweptExclusions>;
}

/** What a person asks, for the audit and for the limit on questions at once. */
export interface Question {
  /** What is asked about, in words: `sightings`, `device ws-fin-014`. */
  subject: string;
  search: URLSearchParams;
  /** People who ask the same share one answer, so the question counts once. */
  isShared?: boolean;
}

/**
 * The context of this request. Every function that reads telemetry calls it first. A `question` is recorded in the audit before it is
 * asked, and is one of those that a session may have open at once. Throws a Fault: `unauthenticated` without a session, `too-many`
 * when too many questions of the session are open.
 */
export async function openQuery(signal?: AbortSignal, question?: Question): Promise<QueryContext> {
  const principal = await requirePrincipal();
  if (question) await openQuestionOf(principal, question);
  return openQueryAs(principal, signal);
}

async function openQuestionOf(principal: PersonPrincipal, { subject, search, isShared }: Question): Promise<void> {
  openQuestion(principal.sessionId, isShared ? `${subject} ${search}` : undefined);
  await noteQuestion(principal, subject, withoutPaging(search).toString());
}

/** Opens a query context for a known principal, such as the system in timed work. */
export function openQueryAs(principal: Principal, signal?: AbortSignal): QueryContext {
  if (signal) setMaxListeners(0, signal); // as many as the question has queries
  const caller = principal.kind === 'person' ? principal.sessionId : principal.name;
  const engine = currentEngine();
  return { principal, engine, exclusions: sweptExclusions, identity: identityOf(principal), caller, now: now(), signal };
}

/**
 * Runs one query; `what` names it for people who wait. Throws a Fault `unavailable` with the reasons when the engine cut the
 * whole answer away: an answer without rows must mean that there are none.
 */
export async function query(context: QueryContext, asked: Asked, what?: string): Promise<QueryResult> {
  return notNothing(await ask(context.engine, asked, what === undefined ? context : { ...context, what }));
}

/** A query over a window. `inPieces`: its answers over parts of the window add up to its answer over the whole. */
export interface QuestionOver extends SplitQuestion {
  inPieces: boolean;
}

/** As `query`. A window that is too much for one query is asked in pieces, where pieces give the same answer. */
export async function queryOver(
  context: QueryContext,
  { inPieces, ...question }: QuestionOver,
  what: string,
): Promise<QueryResult> {
  const options = { ...context, what };
  if (inPieces) return notNothing(await askOver(context.engine, question, options));
  return notNothing(await ask(context.engine, question.kql(question.window), options));
}

function notNothing(result: QueryResult): QueryResult {
  if (result.cut && result.rows.length === 0) throw new Fault('unavailable', result.partial.join(' '));
  return result;
}

/** A notice for each reason why an answer is not whole. `what` was asked. */
export function partialNotices(what: string, result: QueryResult): Notice[] {
  return result.partial.map((why) => ({ kind: 'partial', message: `${what}: ${why}` }));
}
