import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDefender } from '@/lib/engines/defender/engine.server';
import { realTime } from '@/lib/engines/traffic/time';
import { Traffic } from '@/lib/engines/traffic/traffic';
import { GRAPH, TENANT_ID } from '../fakes/entra/tenant';
import { startFakes } from '../fakes/start';
import { contract, NOW, windowsOfBothKinds } from './contract';
import { identityAs, REDIRECT, trusting } from './stand-ins';

/** Graph allows 45 calls a minute, and the suite makes more: here a minute takes a second. */
const FASTER = 60;
const traffic = new Traffic(
  { now: () => realTime.now() * FASTER, after: (ms, then) => realTime.after(ms / FASTER, then) },
  () => 0.5,
);
/** What only Log Analytics has. */
const without = ['MachineGroup'];

contract(async (dataDir) => {
  const dir = mkdtempSync(path.join(tmpdir(), 'rmm-sightings-tls-'));
  const fakes = await startFakes({ dataDir, dir, now: NOW, redirectUris: [REDIRECT], graph: { limits: { calls: 45 * FASTER } } });
  const engine = openDefender({
    endpoint: fakes.graph.endpoint,
    audience: GRAPH,
    tenant: TENANT_ID,
    fetch: trusting(fakes.ca),
    traffic,
  });
  return { engine, identity: await identityAs(fakes, 'alice', `${GRAPH}/.default`), without, close: fakes.close };
}, windowsOfBothKinds);
