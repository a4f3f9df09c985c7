import { readCredential } from '@/lib/auth/entra/credential.server';
import { addressOf, publicAddress } from '@/lib/auth/host';
import { ensureSessionKey } from '@/lib/auth/key.server';
import { removeSignInLinks } from '@/lib/auth/links.server';
import { engineOf } from '@/lib/shared/azure-env';
import { type Env, env } from '@/lib/shared/env';
import { isLoopback } from '@/lib/shared/loopback';
import { ensureBuild } from './build';
import { signInLink } from './link';
import { type Mode, type NextServer, startNext } from './next';
import { freePort } from './port';
import { takeServerLock } from './running';
import { type StateServer, startState } from './state';

/** What is written from here on (telemetry, links, spilt queries) is for this user alone. */
const OWN = 0o077;

/**
 * Serves until it is told to stop; gives the exit code. What can be refused is refused before anything long: settings,
 * a second server on DATA_DIR, a busy port. Then telemetry and build or start go side by side.
 */
export async function serve(mode: Mode): Promise<number> {
  process.umask(OWN);
  const asked = env();
  const settings = { ...asked, PORT: asked.PORT === 0 ? await freePort(asked) : asked.PORT };
  const address = addressOf(settings);
  const byEntra = settings.ENTRA_CLIENT_ID !== undefined;
  if (byEntra) readCredential(settings); // a certificate that does not open is told now, not at the first sign-in
  const lock = await takeServerLock(settings.DATA_DIR, address);
  const stopped = stopSignal();
  let server: NextServer | undefined;
  let telemetry: Promise<void> | undefined;
  let starting: Promise<StateServer> | undefined;
  try {
    await freePort(settings);
    if (!isLoopback(settings) && !settings.PUBLIC_URL?.startsWith('https:')) console.warn(openToTheNetwork(settings.HOST));
    removeSignInLinks(settings.DATA_DIR);
    if (settings.DATABASE_URL === undefined) starting = startState(settings.DATA_DIR);
    starting?.catch(() => {}); // told below, when the build has had its say
    if (engineOf(settings) === 'embedded') {
      // Loaded only now: the engine is large, and a refusal should come at once.
      telemetry = import('./telemetry').then(({ prepareTelemetry }) => prepareTelemetry(settings.DATA_DIR, stopped));
      telemetry.catch(() => {}); // told below as well
    }
    if (mode === 'start') await ensureBuild(process.cwd(), stopped);
    const state = await starting;
    server = startNext(mode, process.cwd(), { ...settings, ...ownState(settings, state) });
    await untilStopped(Promise.all([telemetry, server.answers]), stopped);
    console.log(`RMM Sightings runs at ${address} on ${settings.DATA_DIR}. Ctrl+C stops it.`);
    if (byEntra) console.log(`Sign in at ${publicAddress(settings)}`);
    else console.log(`Sign in, once, with: ${await signInLink(settings.DATA_DIR, address)}`);
    console.error(
      await untilStopped(Promise.race([server.ended.then(serverEnded), state?.ended.then(stateEnded) ?? never]), stopped),
    );
    return 1;
  } catch (error) {
    if (stopped.aborted) return 0;
    throw error;
  } finally {
    if (stopped.aborted) await telemetry?.catch(() => {}); // it clears its half-made files away
    await server?.stop();
    await starting?.then((state) => state.stop()).catch(() => {}); // one that could not start was told of
    await lock.release();
  }
}

const never = new Promise<never>(() => {});
const serverEnded = (code: number | null) => `The server ended by itself (${code ?? 'killed'}). The lines above may say why.`;
const stateEnded = (last: string) =>
  `The database in DATA_DIR/state ended by itself, so the server ends too. What was stored is kept. It said last:\n${last}`;

/** What the server needs to know of the state that this process runs for it. With Entra it wants a key it shares: there is one server, so the file's. */
function ownState({ DATA_DIR, SECRET_KEY, ENTRA_CLIENT_ID }: Env, state: StateServer | undefined): Partial<Env> {
  if (!state) return {};
  return { DATABASE_URL: state.url, SECRET_KEY: SECRET_KEY ?? (ENTRA_CLIENT_ID && ensureSessionKey(DATA_DIR)) };
}

function openToTheNetwork(host: string): string {
  return (
    `HOST ${host} opens this server to the network. Sign-ins and sessions travel over plain http, so who can read the ` +
    'network can act as you. Put a TLS proxy in front and set PUBLIC_URL, or stay on 127.0.0.1.'
  );
}

/** Aborts when this process is told to end. A second time it ends at once. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const heard = () => (controller.signal.aborted ? process.exit(130) : controller.abort());
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, heard);
  return controller.signal;
}

function untilStopped<T>(work: Promise<T>, stopped: AbortSignal): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_, reject) => {
      if (stopped.aborted) reject(stopped.reason);
      stopped.addEventListener('abort', () => reject(stopped.reason), { once: true });
    }),
  ]);
}
