// npm run demo:azure: Entra ID, Log Analytics and Microsoft Graph as stand-ins on this machine, and the app on them.
// ENGINE=defender chooses Graph, WORKSPACES=contoso,throttled the workspaces, APP=throttled the registered application.
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startFakes } from '@/e2e/fakes/start';
import { addressOf } from '@/lib/auth/host';
import { paths } from '@/lib/routes/paths';
import { now } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { startApp } from './demo-azure/app';
import { introduction } from './demo-azure/introduction';
import { takeSettings } from './demo-azure/settings';
import { command } from './serve/command';
import { freePort } from './serve/port';

await command(async () => {
  process.umask(0o077);
  const { ENGINE, WORKSPACES, APP, AZURE_IDENTITY } = takeSettings(process.env);
  const { HOST, PORT: asked, DATA_DIR, NOW } = env();
  const PORT = await freePort({ HOST, PORT: asked });
  const address = addressOf({ HOST, PORT });
  const folder = path.join(DATA_DIR, 'azure-demo');
  console.log('Starting the stand-ins for Azure; their telemetry is made at the first start …');
  const fakes = await startFakes({
    dataDir: path.join(folder, 'telemetry'),
    dir: path.join(folder, 'tls'),
    now: now(),
    workspaces: WORKSPACES,
    app: APP,
    redirectUris: [`${address}${paths.api.signInEntraCallback()}`],
  });
  const access = path.join(folder, 'stand-ins.json');
  writeFileSync(access, JSON.stringify({ ...fakes.adminAccess, caFile: fakes.caFile }));
  try {
    const settings = {
      ...fakes.env,
      NOW: NOW ?? '',
      ENGINE,
      AZURE_IDENTITY,
      HOST,
      PORT: String(PORT),
      DATA_DIR: path.join(folder, 'app'),
    };
    return await startApp(settings, () => console.log(introduction({ address, ENGINE, WORKSPACES, APP, fakes })));
  } finally {
    rmSync(access, { force: true });
    await fakes.close();
  }
});
