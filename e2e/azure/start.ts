// Starts what the tests of the Azure mode use: the stand-ins, a database, and two instances of the app behind a balancer, the second
// of which starts when the first is killed.
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from '@/lib/shared/env';
import { randomToken } from '@/lib/shared/ids';
import { ensureBuild } from '@/scripts/serve/build';
import { type NextServer, startNext } from '@/scripts/serve/next';
import { freePort } from '@/scripts/serve/port';
import { startState } from '@/scripts/serve/state';
import { startFakes } from '../fakes/start';
import { DATA_DIR, NOW } from '../server';
import { makeAppFolder } from './app-folder';
import { startBalancer } from './balancer';
import { accessFile, DIR, PORT, PUBLIC_URL } from './server';

const callback = `${PUBLIC_URL}/api/sign-in/entra/callback`;
const workspaces = ['east', 'west', 'forbidden'];
const dataDir = path.join(DIR, 'telemetry');
// The other server has made the sample by now. To make it again would take several seconds of both cores.
const made = path.join(DATA_DIR, 'telemetry');
if (existsSync(made)) cpSync(made, path.join(dataDir, 'telemetry'), { recursive: true });
const fakes = await startFakes({
  dataDir,
  dir: path.join(DIR, 'tls'),
  now: NOW,
  redirectUris: [callback],
  workspaces,
});
const state = await startState(DIR);
const shared = {
  ...fakes.env,
  PUBLIC_URL,
  DATABASE_URL: state.url,
  SECRET_KEY: randomToken(),
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
};
Object.assign(process.env, shared);

await ensureBuild(process.cwd(), new AbortController().signal);
const app = process.env.E2E_AZURE_HUNTS === 'all' ? process.cwd() : path.join(DIR, 'app');
if (app !== process.cwd()) makeAppFolder(process.cwd(), app);
const ports = [await freePort({ HOST: '127.0.0.1', PORT: 0 }), await freePort({ HOST: '127.0.0.1', PORT: 0 })];
const instances = ports.map(instanceOn);
await instances[0]?.start();
await startBalancer(PORT, instances);
writeFileSync(accessFile, JSON.stringify(fakes.adminAccess), { mode: 0o600 });
console.log(`The Azure mode is up at ${PUBLIC_URL}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await Promise.all([state.stop(), fakes.close()]);
    process.exit(0);
  });

/** An instance of the app that can be started again after it was killed. */
function instanceOn(port: number, i: number) {
  const settings = parseEnv({ ...shared, PORT: String(port), DATA_DIR: path.join(DIR, `instance-${i}`) });
  let server: NextServer | undefined;
  return {
    port,
    start: async () => {
      server ??= startNext('start', app, settings);
      await server.answers;
    },
    kill: async () => {
      await server?.kill();
      server = undefined;
    },
    stop: async () => server?.stop(),
  };
}
