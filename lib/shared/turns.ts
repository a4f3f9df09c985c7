/** Turns of the event loop, so that no crowd of requests and no long work keeps the server from answering others. */
import { setImmediate } from 'node:timers';
import { processWide } from './process-wide';

/** In milliseconds: how long one piece of work goes on before others have their turn. */
const SLICE = 10;
/** Items between two looks at the clock. */
const CLOCKED = 64;

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

/** Does `work` for each item in order, in slices between which others have their turn. */
export async function inSlices<T>(items: Iterable<T>, work: (item: T, index: number) => void): Promise<void> {
  let index = 0;
  let began = performance.now();
  for (const item of items) {
    work(item, index);
    index += 1;
    if (index % CLOCKED !== 0 || performance.now() - began < SLICE) continue;
    await ownTurn();
    began = performance.now();
  }
}
