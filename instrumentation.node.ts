import { env } from '@/lib/shared/env';

/** Checks the settings and follows the process that started this one. */
export function startServer(): void {
  env(); // throws: a server on half-read settings must not answer
  // scripts/serve/next.ts holds the lock on DATA_DIR: killed outright, it must not leave a server behind without one.
  process.once('disconnect', () => process.exit(0));
}
