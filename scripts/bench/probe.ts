/** A process of its own that asks /api/health until it is told to end, so that what the bench itself does is not in its times. */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

/** The pause between two questions, in milliseconds: the worst answer is told short by so much at most. */
const PAUSE = 20;

const [address = ''] = process.argv.slice(2);
const times: number[] = [];
let ended = false;

process.on('message', (message) => {
  z.literal('end').parse(message);
  ended = true;
});
process.on('disconnect', () => process.exit()); // the bench died

await ask(); // what is loaded with the first one is not the server's time
times.length = 0;
process.send?.('ready');
while (!ended) {
  await ask();
  await pause(PAUSE);
}
process.send?.(times, () => process.exit());

async function ask(): Promise<void> {
  const began = performance.now();
  const response = await fetch(address);
  await response.text();
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  times.push(performance.now() - began);
}
