import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openLogAnalytics } from '@/lib/engines/log-analytics/engine.server';
import { LOG_ANALYTICS } from '../fakes/entra/tenant';
import { workspaceNamed } from '../fakes/log-analytics/workspaces';
import { startFakes } from '../fakes/start';
import { contract, NOW, windowsOfBothKinds } from './contract';
import { identityAs, REDIRECT } from './stand-ins';

contract(async (dataDir) => {
  const dir = mkdtempSync(path.join(tmpdir(), 'rmm-sightings-tls-'));
  const fakes = await startFakes({ dataDir, dir, now: NOW, redirectUris: [REDIRECT] });
  const engine = openLogAnalytics({
    endpoint: fakes.logAnalytics.endpoint,
    audience: LOG_ANALYTICS,
    tlsOptions: { ca: fakes.ca },
    workspaces: [workspaceNamed('contoso')],
  });
  return { engine, identity: await identityAs(fakes, 'alice', `${LOG_ANALYTICS}/.default`), close: fakes.close };
}, windowsOfBothKinds);
