/** Turns of the event loop, so that no crowd of requests and no long work keeps the server from answering others. */
import { setImmediate } from 'node:timers';
import { processWide } from './process-wide';
import { type Steps, stepping } from './steps';

/** In milliseconds: how long one piece of work goes on before others have their turn. */
const SLICE = 10;

const turns = processWide('turns', () => ({ waiting: [] as (() => void)[] }));

/**
 * Resolves in a turn of the event loop that no other caller of this has. What goes on after it, and what many others who waited for the
 * same do, is then not one long block: between two of them the server reads its sockets and timers.
 */
export function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    turns.waiting.push(resolve);
    if (turns.waiting.length === 1) setImmediate(next);
  });
}

function next(): void {
  turns.waiting.shift()?.();
  if (turns.waiting.length > 0) setImmediate(next); // one of those set meanwhile runs in the next turn of the loop
}

/** Does long work in slices, between which others have their turn. */
export async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < SLICE) continue;
    await ownTurn();
    began = performance.now();
  }
}

/** Does `work` for each item in order, in slices between which others have their turn. */
export function inSlices<T>(items: Iterable<T>, work: (item: T, index: number) => void): Promise<void> {
  return inTurns(stepping(items, work));
}
