import { sessionCookieName } from '@/lib/auth/cookies';
import { readCredential } from '@/lib/auth/entra/credential.server';
import { ensureSessionKey, fingerprint } from '@/lib/auth/key.server';
import { signInMode } from '@/lib/auth/session-store.server';
import { clearUploads } from '@/lib/imports/upload.server';
import { env } from '@/lib/shared/env';
import { Fault, messageOf } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { warmUp } from '@/lib/sightings/warm.server';
import { migrateStore } from '@/lib/store/migrate.server';

/**
 * Checks the settings, brings the store up to date, follows the process that started this one, and warms up what the first
 * question would wait for. Without settings or store it ends the process: Next would go on and answer nothing.
 */
export async function startServer(): Promise<void> {
  // scripts/serve/next.ts holds the lock on DATA_DIR: killed outright, it must not leave a server behind without one.
  process.once('disconnect', () => process.exit(0));
  try {
    const settings = env();
    const { DATA_DIR } = settings;
    if (signInMode() === 'entra') readCredential(settings); // a container has no scripts/serve/serve.ts to check it
    await migrateStore();
    await clearUploads(DATA_DIR);
    // Where one of these differs from what another instance or an earlier start wrote, people are signed out.
    const sessions = { mode: signInMode(), cookie: sessionCookieName(settings), key: fingerprint(ensureSessionKey(DATA_DIR)) };
    log().info(sessions, 'sessions are read by these');
  } catch (error) {
    process.stderr.write(`${told(error)}\n`);
    process.exit(1);
  }
  setTimeout(warm, 1000).unref(); // the parser holds the event loop for a second while it loads: after the first answers
}

/** A fault with what is behind it, since who reads this runs the server: the address that did not answer, for one. */
function told(error: unknown): unknown {
  if (!(error instanceof Fault)) return error instanceof Error ? error.stack : error;
  return error.cause === undefined ? error.message : `${error.message}\n(${messageOf(error.cause)})`;
}

async function warm(): Promise<void> {
  try {
    await warmUp();
  } catch (error) {
    log().error({ err: error }, 'the engine did not warm up');
  }
}
