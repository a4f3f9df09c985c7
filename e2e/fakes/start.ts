/** Starts all stand-ins, and gives the settings by which the app uses them. */
import path from 'node:path';
import { randomToken } from '@/lib/shared/ids';
import type { Instant } from '@/lib/shared/time';
import { Telemetry } from './api/telemetry';
import { type AdminAccess, FakesAdmin, type StandIn } from './client/admin';
import { type Entra, startEntra } from './entra/entra';
import { appNamed, TENANT_ID } from './entra/tenant';
import { type GraphOptions, startGraph } from './graph/graph';
import type { Service } from './http/service';
import { type LogAnalyticsOptions, startLogAnalytics } from './log-analytics/log-analytics';
import { workspaceSetting } from './log-analytics/workspaces';
import { makeTls } from './tls';

export interface FakesOptions {
  /** The folder that holds the telemetry, as an app's DATA_DIR does. The sample is made where it holds none. */
  dataDir: string;
  /** The folder for the certificates. */
  dir: string;
  /** The instant at which the telemetry ends. It is also `now()` in a query. */
  now: Instant;
  /** The app's addresses to which sign-in and sign-out may lead back, compared letter by letter. Admin calls can add more. */
  redirectUris?: string[];
  /** The name in `entra/tenant.ts` of the application that the app is registered as. */
  app?: string;
  /** The names of the workspaces that the app asks. */
  workspaces?: string[];
  /** The key that admin calls must send; random by default. */
  key?: string;
  /** The ports to listen on; free ones by default. */
  ports?: Partial<Record<StandIn, number>>;
  /** Limits and delays that replace Azure's, such as lower ones for a quick test. */
  logAnalytics?: Pick<LogAnalyticsOptions, 'limits' | 'misbehaviours'>;
  graph?: Pick<GraphOptions, 'limits' | 'misbehaviours'>;
}

export interface Fakes {
  entra: Pick<Entra, 'authority' | 'issuer'>;
  logAnalytics: { endpoint: string };
  graph: { endpoint: string };
  /** Their authority's certificate as PEM, and the file that holds it. */
  ca: string;
  caFile: string;
  /** Settings of an app that uses the stand-ins with delegated rights and a secret. Its process must start with NODE_EXTRA_CA_CERTS. */
  env: Record<string, string>;
  /** A PEM file for ENTRA_CLIENT_CERTIFICATE, instead of the secret. */
  clientCertificateFile: string;
  admin: FakesAdmin;
  /** What another process needs to make its own FakesAdmin. */
  adminAccess: AdminAccess;
  close(): Promise<void>;
}

export async function startFakes(options: FakesOptions): Promise<Fakes> {
  const { ports = {}, key = randomToken() } = options;
  const [tls, telemetry] = await Promise.all([
    makeTls(path.resolve(options.dir)),
    Telemetry.open(path.resolve(options.dataDir), options.now),
  ]);
  const entra = await startEntra({ tls, key, port: ports.entra, redirectUris: options.redirectUris ?? [] });
  const api = { tls, key, authority: entra, telemetry };
  const logAnalytics = await startLogAnalytics({ ...api, port: ports.logAnalytics, ...options.logAnalytics });
  const graph = await startGraph({ ...api, port: ports.graph, ...options.graph });
  const services: Service[] = [entra, logAnalytics, graph];
  const app = appNamed(options.app ?? 'contoso');
  const adminAccess: AdminAccess = {
    origins: { entra: entra.origin, logAnalytics: logAnalytics.origin, graph: graph.origin },
    key,
    ca: tls.ca,
  };
  return {
    entra,
    logAnalytics: { endpoint: logAnalytics.origin },
    graph: { endpoint: graph.origin },
    ca: tls.ca,
    caFile: tls.caFile,
    env: {
      NODE_EXTRA_CA_CERTS: tls.caFile,
      NOW: options.now,
      ENTRA_TENANT_ID: TENANT_ID,
      ENTRA_CLIENT_ID: app.clientId,
      ENTRA_CLIENT_SECRET: app.secret,
      ENTRA_AUTHORITY: entra.origin,
      LOG_ANALYTICS_ENDPOINT: logAnalytics.origin,
      GRAPH_ENDPOINT: graph.origin,
      LOG_ANALYTICS_WORKSPACES: workspaceSetting(...(options.workspaces ?? ['contoso'])),
    },
    clientCertificateFile: tls.clientCertificateFile,
    admin: new FakesAdmin(adminAccess),
    adminAccess,
    close: async () => {
      await Promise.all(services.map((service) => service.close()));
    },
  };
}
