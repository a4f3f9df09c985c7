import { readCredential } from '@/lib/auth/entra/credential.server';
import { addressOf, ownAddress, publicAddress } from '@/lib/auth/host';
import { ensureSessionKey } from '@/lib/auth/key.server';
import { removeSignInLinks } from '@/lib/auth/links.server';
import { engineOf } from '@/lib/shared/azure-env';
import { type Env, env } from '@/lib/shared/env';
import { isLoopback } from '@/lib/shared/loopback';
import { ensureBuild } from './build';
import { atOwnName, signInLink } from './link';
import { type Mode, type NextServer, startNext } from './next';
import { freePort } from './port';
import { takeServerLock } from './running';
import { type StateServer, startState } from './state';

/** From here on only this user can read new files: telemetry, links, temporary files of queries. */
const OWN = 0o077;

/**
 * Serves until it is told to stop, and returns the exit code. Before anything slow it checks what may fail: the settings, a
 * second server on DATA_DIR, a busy port. Then it prepares the telemetry while the app is built or started.
 */
export async function serve(mode: Mode): Promise<number> {
  process.umask(OWN);
  const asked = env();
  const settings = { ...asked, PORT: asked.PORT === 0 ? await freePort(asked) : asked.PORT };
  const address = addressOf(settings);
  const byEntra = settings.ENTRA_CLIENT_ID !== undefined;
  if (byEntra) readCredential(settings); // a certificate that cannot be read fails now, not at the first sign-in
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
    starting?.catch(() => {}); // awaited below, after the build
    if (engineOf(settings) === 'embedded') {
      // Imported only here, because DuckDB takes long to load and the refusals above should come at once.
      telemetry = import('./telemetry').then(({ prepareTelemetry }) => prepareTelemetry(settings.DATA_DIR, stopped));
      telemetry.catch(() => {}); // awaited below as well
    }
    if (mode === 'start') await ensureBuild(process.cwd(), stopped);
    const state = await starting;
    server = startNext(mode, process.cwd(), { ...settings, ...ownState(settings, state) });
    await untilStopped(Promise.all([telemetry, server.answers]), stopped);
    if (mode === 'start') await untilStopped(server.settled, stopped); // the server of `dev` is a grandchild, which cannot tell
    console.log(`RMM Sightings runs at ${address} on ${settings.DATA_DIR}. Ctrl+C stops it.`);
    if (byEntra) console.log(`Sign in at ${publicAddress(settings)}`);
    else {
      const link = await signInLink(settings.DATA_DIR, publicAddress(settings));
      const own = ownAddress(settings);
      console.log(`Sign in, once, with: ${link}`);
      if (own !== undefined) console.log(atOwnName(link, own));
    }
    console.error(
      await untilStopped(Promise.race([server.ended.then(serverEnded), state?.ended.then(stateEnded) ?? never]), stopped),
    );
    return 1;
  } catch (error) {
    if (stopped.aborted) return 0;
    throw error;
  } finally {
    if (stopped.aborted) await telemetry?.catch(() => {}); // it removes its unfinished files
    await server?.stop();
    await starting?.then((state) => state.stop()).catch(() => {}); // if it could not start, that was reported above
    await lock.release();
  }
}

const never = new Promise<never>(() => {});
const serverEnded = (code: number | null) => `The server ended by itself (${code ?? 'killed'}). The lines above may say why.`;
const stateEnded = (last: string) =>
  `The database in DATA_DIR/state ended by itself, so the server ends too. What was stored is kept. It said last:\n${last}`;

/**
 * The settings with which the server uses the database that this process runs. With Entra and a DATABASE_URL a SECRET_KEY is
 * needed; here there is only one server, so the key in DATA_DIR is enough.
 */
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

/** Aborts when this process is told to end. At the second time the process ends at once. */
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
