import 'server-only';
import { ask, type Means } from '@/lib/engines/azure/ask';
import { AzureEngine } from '@/lib/engines/azure/engine.server';
import type { Engine, QueryOptions } from '@/lib/engines/engine';
import { type Throttling, throttling } from '@/lib/engines/throttling/throttling';
import { tableSchemas } from '@/lib/kql/schemas';
import type { Workspace } from '@/lib/shared/azure-env';
import { now } from '@/lib/shared/clock';
import { cloudOf } from '@/lib/shared/clouds';
import type { Env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { logAnalyticsService } from './service.server';
import type { Endpoint } from './transport';
import { Workspaces } from './workspaces';

export interface LogAnalyticsSettings extends Endpoint {
  /** From 1 to 100 workspaces. */
  workspaces: Workspace[];
  /** The process's own unless said. */
  throttling?: Throttling;
}

type Settings = Pick<Env, 'AZURE_CLOUD' | 'LOG_ANALYTICS_ENDPOINT' | 'LOG_ANALYTICS_WORKSPACES'>;

/** The engine that asks the workspaces of the settings, with the rights of who asks. */
export function createLogAnalyticsEngine(settings: Settings): Engine {
  const { logAnalytics, logAnalyticsAudience } = cloudOf(settings);
  return openLogAnalytics({
    endpoint: logAnalytics,
    audience: logAnalyticsAudience,
    workspaces: settings.LOG_ANALYTICS_WORKSPACES ?? [],
  });
}

/** The same engine, with addresses and means given one by one. */
export function openLogAnalytics(settings: LogAnalyticsSettings): Engine {
  const means = { service: logAnalyticsService(settings), throttling: settings.throttling ?? throttling() };
  return new LogAnalyticsEngine(settings.workspaces, means);
}

/** How long to wait for the limits of a workspace before leaving it out, in milliseconds. */
const PROBE_PATIENCE = 60_000;

class LogAnalyticsEngine extends AzureEngine {
  constructor(workspaces: Workspace[], means: Means) {
    const holdings = new Workspaces(workspaces, async ({ workspace, kql, once }, identity) => {
      const question = {
        place: workspace,
        kql,
        now: now(),
        once,
        what: 'The workspaces',
        patience: PROBE_PATIENCE,
        isFuzzy: true,
      };
      const answer = await ask(means, question, { identity });
      if (answer.cut) throw new Fault('unavailable', answer.partial.join(' '));
      return answer;
    });
    const placeOf = (name: string) => `workspace “${name}”`;
    // Each table of each workspace has a retention of its own, and Azure does not tell.
    super({ name: 'log-analytics', retention: null, schemas: tableSchemas, holdings, placeOf, asksOptional: true }, means);
  }

  async asSent(kql: string, options: QueryOptions): ReturnType<NonNullable<Engine['asSent']>> {
    const sent = await this.sent(kql, options);
    const { name, resourceId } = sent.place;
    return { kql: sent.kql, workspace: resourceId === null ? null : { name, resourceId } };
  }
}
