import { currentEngine } from '@/lib/engines/current.server';
import { now } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';

/** Checks the settings, follows the process that started this one, and warms up what the first question would wait for. */
export function startServer(): void {
  env(); // throws: a server on half-read settings must not answer
  // scripts/serve/next.ts holds the lock on DATA_DIR: killed outright, it must not leave a server behind without one.
  process.once('disconnect', () => process.exit(0));
  setTimeout(warmUp, 1000).unref(); // the parser holds the event loop for a second while it loads: after the first answers
}

async function warmUp(): Promise<void> {
  try {
    await currentEngine().query('DeviceProcessEvents | take 1', { now: now() });
  } catch (error) {
    log().error({ err: error }, 'the engine did not warm up');
  }
}
