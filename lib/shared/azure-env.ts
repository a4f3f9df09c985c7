/** The settings of sign-in by Entra and of the engines in Azure, as they stand in `.env.example`. */
import { z } from 'zod';
import { cloudNames } from './clouds';

/** A Log Analytics workspace that is asked. One of `customerId` and `resourceId` is set. */
export interface Workspace {
  /** What people see, and the value of the Workspace column. */
  name: string;
  /** The workspace id of the portal, a GUID. */
  customerId: string | null;
  /** `/subscriptions/…/workspaces/<name>`; links into the portal need it. */
  resourceId: string | null;
}

const MAX_WORKSPACES = 100;
const guid = z.guid();
const resource =
  /^\/subscriptions\/[\w-]+\/resourceGroups\/[\w().-]+\/providers\/Microsoft\.OperationalInsights\/workspaces\/([\w-]+)$/i;

const https = z
  .url({ protocol: /^https$/, error: 'must be an https address' })
  .transform((url) => url.replace(/\/+$/, ''))
  .optional();

/** `[name=]id` entries, ids being GUIDs or resource ids, divided by commas or blanks. */
const workspaces = z.string().transform((text, context): Workspace[] => {
  const found = text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(readWorkspace);
  const issue = (message: string) => context.addIssue({ code: 'custom', message });
  for (const entry of found)
    if (typeof entry === 'string') issue(`“${entry}” is neither a workspace id (a GUID) nor its resource id`);
  const whole = found.filter((entry) => typeof entry !== 'string');
  const names = whole.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length) issue('two workspaces have the same name: write name=id');
  const ids = whole.map(({ customerId, resourceId }) => (customerId ?? resourceId ?? '').toLowerCase());
  const twice = whole.find((_, i) => ids.indexOf(ids[i] ?? '') < i);
  if (twice) issue(`${twice.name} is a workspace that is named already: its events would count twice`);
  if (whole.length > MAX_WORKSPACES) issue(`more than ${MAX_WORKSPACES} workspaces cannot be asked at once`);
  return whole;
});

function readWorkspace(entry: string): Workspace | string {
  const [, given, id = ''] = /^(?:([^=/]+)=)?(.*)$/.exec(entry) ?? [];
  const named = resource.exec(id);
  if (named) return { name: given ?? named[1] ?? id, customerId: null, resourceId: id };
  return guid.safeParse(id).success ? { name: given ?? id, customerId: id.toLowerCase(), resourceId: null } : entry.slice(0, 120);
}

export const azureSettings = {
  /** The engine. Without this setting it is Log Analytics if workspaces are named, else the files on disk. */
  ENGINE: z.enum(['embedded', 'log-analytics', 'defender']).optional(),
  /** The address that people’s browsers use, if it is not HOST and PORT: behind a TLS proxy or a load balancer. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'must be an address such as https://rmm.example.com' })
    .refine((url) => new URL(url).pathname === '/' && !/[?#]/.test(url), 'must be an origin, without a path')
    .transform((url) => new URL(url).origin)
    .optional(),
  ENTRA_TENANT_ID: z.guid('must be a tenant id (a GUID)').optional(),
  ENTRA_CLIENT_ID: z.guid('must be an application id (a GUID)').optional(),
  ENTRA_CLIENT_SECRET: z.string().optional(),
  /** A PEM file that holds the certificate and its private key: instead of the secret. */
  ENTRA_CLIENT_CERTIFICATE: z.string().optional(),
  AZURE_CLOUD: z.enum(cloudNames).default('public'),
  /** Whose rights a query has: each analyst's own, or the application's. */
  AZURE_IDENTITY: z.enum(['delegated', 'app']).default('delegated'),
  LOG_ANALYTICS_WORKSPACES: workspaces.optional(),
  /** Addresses that differ from the cloud's own. */
  ENTRA_AUTHORITY: https,
  LOG_ANALYTICS_ENDPOINT: https,
  GRAPH_ENDPOINT: https,
};

type AzureEnv = z.infer<z.ZodObject<typeof azureSettings>>;

/** The settings that are missing or contradict each other, with the fault of each. */
export function azureFaults(env: AzureEnv): [setting: keyof AzureEnv, message: string][] {
  const entra = ['ENTRA_TENANT_ID', 'ENTRA_CLIENT_ID'] as const;
  const credentials = [env.ENTRA_CLIENT_SECRET, env.ENTRA_CLIENT_CERTIFICATE].filter((value) => value !== undefined);
  const faults: [keyof AzureEnv, string][] = [];
  const engine = engineOf(env);
  const needsEntra = engine !== 'embedded' || entra.some((name) => env[name] !== undefined) || credentials.length > 0;
  if (!needsEntra) return faults;
  const why = engine === 'embedded' ? 'sign-in by Entra' : `the engine ${engine}`;
  for (const name of entra) if (env[name] === undefined) faults.push([name, `is needed for ${why}`]);
  if (credentials.length === 0) faults.push(['ENTRA_CLIENT_SECRET', 'or ENTRA_CLIENT_CERTIFICATE is needed']);
  if (credentials.length > 1) faults.push(['ENTRA_CLIENT_SECRET', 'and ENTRA_CLIENT_CERTIFICATE exclude each other']);
  if (engine === 'log-analytics' && !env.LOG_ANALYTICS_WORKSPACES?.length)
    faults.push(['LOG_ANALYTICS_WORKSPACES', 'is needed for the engine log-analytics']);
  if (engine === 'defender' && env.AZURE_CLOUD === 'china')
    faults.push(['ENGINE', 'cannot be defender in the cloud china, where Graph has no advanced hunting']);
  return faults;
}

/** The engine that the settings choose. */
export function engineOf(env: Pick<AzureEnv, 'ENGINE' | 'LOG_ANALYTICS_WORKSPACES'>): NonNullable<AzureEnv['ENGINE']> {
  return env.ENGINE ?? (env.LOG_ANALYTICS_WORKSPACES ? 'log-analytics' : 'embedded');
}
