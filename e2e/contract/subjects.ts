/** The engines that the contract suite asks, each over the same stand-ins. */
import { openDefender } from '@/lib/engines/defender/engine.server';
import { openLogAnalytics } from '@/lib/engines/log-analytics/engine.server';
import { Throttling } from '@/lib/engines/throttling/throttling';
import { realTime } from '@/lib/engines/throttling/time';
import { GRAPH, LOG_ANALYTICS, TENANT_ID } from '../fakes/entra/tenant';
import { workspaceNamed } from '../fakes/log-analytics/workspaces';
import type { Fakes } from '../fakes/start';
import type { Asker } from './askers';
import { identityAs, trusting } from './stand-ins';

export interface Subject extends Asker {
  /** Columns that the engine's tables do not have. */
  without: string[];
  /** The names of the workspaces, if more than one is asked; otherwise empty. */
  workspaces: string[];
}

/** Graph allows 45 calls a minute, and the suite makes more. So the engine's clock runs 60 times as fast, and the stand-in allows as much more. */
const FASTER = 60;
export const GRAPH_CALLS = 45 * FASTER;

async function logAnalytics(fakes: Fakes, ...names: string[]): Promise<Subject> {
  const engine = openLogAnalytics({
    endpoint: fakes.logAnalytics.endpoint,
    audience: LOG_ANALYTICS,
    tlsOptions: { ca: fakes.ca },
    workspaces: names.map(workspaceNamed),
  });
  const identity = await identityAs(fakes, 'alice', `${LOG_ANALYTICS}/.default`);
  // Answers are cached by the identity's scope. Two engines share this process, and neither may get the other's answers.
  return {
    engine,
    identity: { ...identity, scope: `${identity.scope} ${names.join(' ')}` },
    without: [],
    workspaces: names.length > 1 ? names : [],
  };
}

async function defender(fakes: Fakes): Promise<Subject> {
  const time = {
    now: () => realTime.now() * FASTER,
    after: (ms: number, then: () => void) => realTime.after(ms / FASTER, then),
  };
  const engine = openDefender({
    endpoint: fakes.graph.endpoint,
    audience: GRAPH,
    tenant: TENANT_ID,
    fetch: trusting(fakes.ca),
    throttling: new Throttling(time, () => 0.5),
  });
  // Only Log Analytics has MachineGroup.
  return { engine, identity: await identityAs(fakes, 'alice', `${GRAPH}/.default`), without: ['MachineGroup'], workspaces: [] };
}

/** The engines under test, by the name that their tests show. */
export const subjects = {
  'log-analytics, one workspace': (fakes: Fakes) => logAnalytics(fakes, 'contoso'),
  'log-analytics, the telemetry in two workspaces': (fakes: Fakes) => logAnalytics(fakes, 'east', 'west'),
  defender,
};
