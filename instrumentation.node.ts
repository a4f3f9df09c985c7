import { removeOldEntries } from '@/lib/audit/retention.server';
import { sessionCookieName } from '@/lib/auth/cookies';
import { readCredential } from '@/lib/auth/entra/credential.server';
import { guardHttpServers } from '@/lib/auth/http-guard.server';
import { ensureSessionKey, fingerprint } from '@/lib/auth/key.server';
import { signInMode } from '@/lib/auth/session-store.server';
import { clearUploads } from '@/lib/imports/upload.server';
import { SAMPLE_SHIFT_SETTLED } from '@/lib/sample-shift/settled';
import { keepSampleShift } from '@/lib/sample-shift/start.server';
import { startScheduler } from '@/lib/scheduler/start.server';
import { wallTime } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { Fault, messageOf } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { fromDate } from '@/lib/shared/time';
import { warmUp } from '@/lib/sightings/warm.server';
import { migrateStore } from '@/lib/store/migrate.server';

const DAY_MS = 86_400_000;

/**
 * Checks the settings, migrates the database, ends this process when its parent ends, warms up what the first question would wait
 * for, and begins the timed work. When settings or database fail it ends the process: Next itself would go on, unable to answer anything.
 */
export async function startServer(): Promise<void> {
  // The parent (scripts/serve/next.ts) holds the lock on DATA_DIR. When it is killed, this server must not go on without the lock.
  process.once('disconnect', () => process.exit(0));
  try {
    const settings = env();
    guardHttpServers();
    const { DATA_DIR } = settings;
    if (signInMode() === 'entra') readCredential(settings); // scripts/serve/serve.ts checks it as well, but does not run in a container
    await migrateStore();
    await clearUploads(DATA_DIR);
    // When people are signed out, compare these with the log of another instance or an earlier start: one of them differs.
    const sessions = { mode: signInMode(), cookie: sessionCookieName(settings), key: fingerprint(ensureSessionKey(DATA_DIR)) };
    log().info(sessions, 'sessions are read by these');
  } catch (error) {
    process.stderr.write(`${told(error)}\n`);
    process.exit(1);
  }
  setTimeout(sampleShift, 50).unref();
  setTimeout(removeOldAudit, 5000).unref();
  setInterval(removeOldAudit, DAY_MS).unref();
  setTimeout(startScheduler, 10_000).unref(); // after the first answers, which wait for the same engine
  setTimeout(warm, 1000).unref(); // after the first answers, since loading the parser blocks the event loop for a second
}

/** A fault with its cause, such as the address that did not answer: whoever reads this runs the server. */
function told(error: unknown): unknown {
  if (!(error instanceof Fault)) return error instanceof Error ? error.stack : error;
  return error.cause === undefined ? error.message : `${error.message}\n(${messageOf(error.cause)})`;
}

/** The entries' times are the machine's, whatever `NOW` says. */
async function removeOldAudit(): Promise<void> {
  const { AUDIT_RETENTION } = env();
  if (AUDIT_RETENTION === undefined) return;
  try {
    const removed = await removeOldEntries(AUDIT_RETENTION, fromDate(new Date(wallTime())));
    if (removed > 0) log().info({ removed, AUDIT_RETENTION }, 'old entries of the audit were removed');
  } catch (error) {
    log().error({ err: error }, 'old entries of the audit were not removed');
  }
}

async function warm(): Promise<void> {
  try {
    await warmUp();
  } catch (error) {
    log().error({ err: error }, 'the engine did not warm up');
  }
}

/** `npm start` waits for it before it prints the link. */
async function sampleShift(): Promise<void> {
  await keepSampleShift();
  process.send?.(SAMPLE_SHIFT_SETTLED);
}
