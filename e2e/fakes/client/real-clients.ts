/**
 * Uses Microsoft's own clients on the stand-ins, in a process that starts with NODE_EXTRA_CA_CERTS as the app does.
 * `real-clients.test.ts` runs it and reads the one line of JSON that it prints.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { LogsQueryClient, LogsQueryResultStatus } from '@azure/monitor-query-logs';
import { ConfidentialClientApplication, type Configuration, CryptoProvider } from '@azure/msal-node';
import { z } from 'zod';
import { GRAPH, LOG_ANALYTICS, userNamed } from '../entra/tenant';
import { workspaceNamed } from '../log-analytics/workspaces';
import { Browser } from './browser';

const settings = z
  .object({
    ENTRA_TENANT_ID: z.string(),
    ENTRA_CLIENT_ID: z.string(),
    ENTRA_CLIENT_SECRET: z.string(),
    ENTRA_AUTHORITY: z.string(),
    LOG_ANALYTICS_ENDPOINT: z.string(),
    NODE_EXTRA_CA_CERTS: z.string(),
    CERTIFICATE: z.string(),
    REDIRECT_URI: z.string(),
  })
  .parse(process.env);

const authority = `${settings.ENTRA_AUTHORITY}/${settings.ENTRA_TENANT_ID}`;
const scopes = [`${LOG_ANALYTICS}/.default`];
const auth = { clientId: settings.ENTRA_CLIENT_ID, authority, knownAuthorities: [new URL(authority).host] };
const clientWith = (more: Partial<Configuration['auth']>) => new ConfidentialClientApplication({ auth: { ...auth, ...more } });

/** Signs alice in as a web application does. */
async function signIn(client: ConfidentialClientApplication) {
  const crypto = new CryptoProvider();
  const { verifier, challenge } = await crypto.generatePkceCodes();
  const nonce = crypto.createNewGuid();
  const redirectUri = settings.REDIRECT_URI;
  const url = await client.getAuthCodeUrl({
    scopes,
    redirectUri,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    state: 'here',
    nonce,
    responseMode: 'query',
  });
  const back = await new Browser(readFileSync(settings.NODE_EXTRA_CA_CERTS, 'utf8')).signIn(url, 'alice');
  const code = back.searchParams.get('code') ?? '';
  return await client.acquireTokenByCode(
    { code, scopes, redirectUri, codeVerifier: verifier, nonce, state: 'here' },
    { code, state: back.searchParams.get('state') ?? '' },
  );
}

async function count(token: string, query: string) {
  const getToken = async () => ({ token, expiresOnTimestamp: Number.MAX_SAFE_INTEGER });
  const client = new LogsQueryClient(
    { getToken },
    { endpoint: `${settings.LOG_ANALYTICS_ENDPOINT}/v1`, credentials: { scopes }, retryOptions: { maxRetries: 0 } },
  );
  const { customerId, resourceId } = workspaceNamed('contoso');
  const always = { startTime: new Date(0), endTime: new Date('9999-12-31T00:00:00Z') };
  const answers = [await client.queryWorkspace(customerId, query, always), await client.queryResource(resourceId, query, always)];
  return answers.map((answer) => (answer.status === LogsQueryResultStatus.Success ? answer.tables[0]?.rows : answer.status));
}

const client = clientWith({ clientSecret: settings.ENTRA_CLIENT_SECRET });
const signedIn = await signIn(client);
const { account } = signedIn;
if (!account) throw new Error('No account');
const cached = await client.acquireTokenSilent({ account, scopes });
const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
const graph = await client.acquireTokenSilent({ account, scopes: [`${GRAPH}/.default`] });
const pem = readFileSync(settings.CERTIFICATE, 'utf8');
const thumbprintSha256 = new X509Certificate(pem).fingerprint256.replaceAll(':', '');
const byCertificate = clientWith({
  clientCertificate: { privateKey: pem.slice(pem.indexOf('-----BEGIN PRIVATE')), thumbprintSha256 },
});
const own = await byCertificate.acquireTokenByClientCredential({ scopes });
console.log(
  JSON.stringify({
    user: account.username === userNamed('alice').upn,
    home: account.homeAccountId,
    roles: account.idTokenClaims?.roles,
    scopes: signedIn.scopes,
    cached: cached.fromCache && cached.accessToken === signedIn.accessToken,
    renewed: !renewed.fromCache && renewed.accessToken !== signedIn.accessToken,
    graph: graph.scopes,
    rows: await count(renewed.accessToken, 'DeviceInfo | count'),
    ownRows: await count(own?.accessToken ?? '', 'DeviceProcessEvents | summarize count(), max(ReportId)'),
  }),
);
