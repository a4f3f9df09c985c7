import 'server-only';
import { setTimeout as pause } from 'node:timers/promises';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { QueryContext } from '@/lib/query/context.server';
import { log } from '@/lib/shared/log';
import { type KeptQuestion, keepAnswer, keptAnswer, keptQuestion } from './kept-answers.server';
import type { SightingsParams } from './params';
import type { SweepResult } from './sweep-result';

// What is shown while the engine is asked for long, as by a server that has just started: the last answer to the same question.

/** A present sweep and its plan. */
interface Present {
  sweep: SweepResult;
  plan: Pick<SweepPlan, 'taken'>;
}

/** In milliseconds: a sweep that comes within is waited for. */
const SOON = 250;
/** The time is spread over so many turns of the event loop. On a busy server one turn can take all of it, and a kept sweep needs several. */
const TURNS = 10;

/**
 * The kept sweep for a question whose present one takes longer than a moment; undefined where that is there in time, or none is kept.
 * Keeps the present one once it is there. Rejects when it fails in time.
 */
export async function earlierSweep(
  context: QueryContext,
  { window, hunt }: Pick<SightingsParams, 'window' | 'hunt'>,
  present: Promise<Present>,
): Promise<SweepResult | undefined> {
  const inTime = Promise.race([present.then(() => true), moment()]);
  inTime.catch(() => {}); // awaited below
  const question = 'last' in window && hunt === null ? await keptQuestion(context, window.last) : null;
  if (question === null) return undefined;
  present.then((answer) => keep(question, answer)).catch(() => {}); // whoever waits for it is told
  return (await inTime) ? undefined : await keptAnswer(question);
}

async function moment(): Promise<false> {
  for (let turn = 0; turn < TURNS; turn++) await pause(SOON / TURNS);
  return false;
}

async function keep(question: KeptQuestion, { sweep, plan }: Present): Promise<void> {
  if (plan.taken !== question.taken) return; // the exclusions changed meanwhile
  await keepAnswer(question, sweep).catch((error: unknown) => log().warn({ err: error }, 'an answer could not be kept'));
}
