/** Runs the app's sign-in against the stand-in for Entra in one process, with the settings, the database and the certificates it needs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vi } from 'vitest';
import { testDatabase } from '@/lib/store/testing';
import { FakesAdmin } from '../fakes/client/admin';
import { request } from '../fakes/client/request';
import { type Entra, startEntra } from '../fakes/entra/entra';
import { appNamed, TENANT_ID } from '../fakes/entra/tenant';
import { makeTls, type Tls } from '../fakes/tls';

export const PUBLIC = 'https://rmm.contoso.example';
export const CALLBACK = `${PUBLIC}/api/sign-in/entra/callback`;
/** The scope of Log Analytics, whose rights an analyst signs in for. */
export const SCOPE = 'https://api.loganalytics.io/.default';
export const APP = appNamed('contoso');

export interface Harness {
  tls: Tls;
  entra: Entra;
  admin: FakesAdmin;
  sql: (text: string) => Promise<{ rows: unknown[] }>;
  /** Answers the next request to the token endpoint in Entra's place; `break` cuts the connection. */
  intercept(answer: Response | 'break'): void;
  /** Changes settings. Modules that are imported afterwards read them and form an instance of their own. */
  restart(settings?: Record<string, string>): void;
  close(): Promise<void>;
}

/** Must be called before anything reads the settings. */
export async function startHarness(): Promise<Harness> {
  const folder = mkdtempSync(path.join(tmpdir(), 'auth-'));
  const tls = await makeTls(folder);
  const entra = await startEntra({ tls, key: 'the-key', redirectUris: [CALLBACK] });
  const settings = {
    DATA_DIR: folder,
    PUBLIC_URL: PUBLIC,
    SECRET_KEY: 'k'.repeat(43),
    LOG_LEVEL: 'info',
    ENTRA_TENANT_ID: TENANT_ID,
    ENTRA_CLIENT_ID: APP.clientId,
    ENTRA_CLIENT_SECRET: APP.secret,
    ENTRA_CLIENT_CERTIFICATE: '',
    AZURE_IDENTITY: '',
    ENTRA_AUTHORITY: entra.origin,
    LOG_ANALYTICS_WORKSPACES: 'contoso=5f0c7d2e-0000-4000-8000-000000000001',
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { sql } = await testDatabase();
  let instead: Response | 'break' | undefined;
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const answer = new URL(url).pathname.endsWith('/token') ? instead : undefined;
    if (answer !== undefined) instead = undefined;
    if (answer === 'break') throw new TypeError('fetch failed', { cause: new Error('ECONNRESET') });
    return answer ?? (await send(url, init, tls.ca));
  });
  const origins = { entra: entra.origin, logAnalytics: entra.origin, graph: entra.origin };
  return {
    tls,
    entra,
    sql,
    admin: new FakesAdmin({ origins, key: 'the-key', ca: tls.ca }),
    intercept: (answer) => {
      instead = answer;
    },
    restart: (changed = {}) => {
      for (const [name, value] of Object.entries({ ...settings, ...changed })) vi.stubEnv(name, value);
      vi.resetModules();
    },
    close: async () => {
      await entra.close();
      vi.unstubAllGlobals();
      rmSync(folder, { recursive: true });
    },
  };
}

async function send(url: string, { method = 'GET', headers, body }: RequestInit, ca: string): Promise<Response> {
  const given = Object.fromEntries(new Headers(headers));
  const response = await request(url, { ca, method, headers: given, ...(typeof body === 'string' && { body }) });
  return new Response(response.body, { status: response.status, headers: { 'content-type': 'application/json' } });
}
