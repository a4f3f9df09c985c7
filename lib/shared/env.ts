import path from 'node:path';
import { z } from 'zod';
import { readAllowed } from './allowed';
import { azureFaults, azureSettings } from './azure-env';
import { Fault } from './errors';
import { isLoopback } from './loopback';
import { parseDuration, parseInstant } from './time';

const instant = z.string().transform((text, context) => {
  const parsed = parseInstant(text);
  if (parsed !== undefined) return parsed;
  context.addIssue({ code: 'custom', message: 'must be an ISO 8601 time such as 2026-03-10T08:00:00Z' });
  return z.NEVER;
});

/** The least retention: with less, an entry could be removed before anybody looks for it. */
const LEAST_RETENTION = '30d';

/** Sweeps that follow each other faster would use up Azure's limits. */
const LEAST_EVERY = '5m';

const schema = z
  .object({
    PORT: z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535).default(3000),
    HOST: z
      .string()
      .regex(/^[\w.:-]+$/, 'must be a host name or an address')
      .default('127.0.0.1'),
    DATA_DIR: z
      .string()
      .default('./data')
      .transform((dir) => path.resolve(dir)),
    HUNTS_DIR: z
      .string()
      .optional()
      .transform((dir) => dir && path.resolve(dir)),
    NOW: instant.optional(),
    /** How long one query of the embedded engine may run, as a KQL timespan. */
    QUERY_TIME_LIMIT: z
      .string()
      .refine((text) => parseDuration(text) !== undefined, 'must be a time such as 90s, 3m or 1h')
      .default('3m'),
    /** How long entries of the audit are kept, as a KQL timespan; without it for ever. */
    AUDIT_RETENTION: z
      .string()
      .refine(
        (text) => (parseDuration(text) ?? 0n) >= (parseDuration(LEAST_RETENTION) ?? 0n),
        `must be a time of ${LEAST_RETENTION} or more, such as 400d`,
      )
      .optional(),
    /** How often the sightings history is swept, as a KQL timespan; `off` keeps none. */
    HISTORY_EVERY: z
      .string()
      .refine(
        (text) => text === 'off' || (parseDuration(text) ?? 0n) >= (parseDuration(LEAST_EVERY) ?? 0n),
        `must be off, or a time of ${LEAST_EVERY} or more, such as 1h`,
      )
      .default('1h'),
    /** Where webhooks may lead; without it none is sent. */
    NOTIFY_ALLOW: z
      .string()
      .transform((text, context) => {
        const { targets, faults } = readAllowed(text);
        for (const message of faults) context.addIssue({ code: 'custom', message });
        return targets;
      })
      .optional(),
    /** Whether a first start on sample telemetry writes what a made-up team decided of it. */
    SAMPLE_SHIFT: z.enum(['on', 'off']).default('on'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
    DEFENDER_TENANT_ID: z.uuid('must be a tenant id (a GUID)').optional(),
    WORKSPACE_RESOURCE_ID: z
      .string()
      .regex(/^\/subscriptions\//, 'must be an Azure resource id, /subscriptions/…')
      .optional(),
    /** The PostgreSQL of the state; `npm start` runs one in DATA_DIR/state when there is none. */
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be an address such as postgres://user:password@host/name' })
      .optional(),
    /** Seals sessions and token caches; the same for all instances. Without it a key in DATA_DIR does. */
    SECRET_KEY: z.string().min(32, 'must have 32 characters or more').optional(),
    ...azureSettings,
  })
  .superRefine((env, context) => {
    if (env.ENTRA_CLIENT_ID && env.DATABASE_URL && !env.SECRET_KEY)
      context.addIssue({
        code: 'custom',
        path: ['SECRET_KEY'],
        message: 'is needed where instances share DATABASE_URL and sign-in by Entra',
      });
    if (env.ENTRA_CLIENT_ID && !env.PUBLIC_URL && !isLoopback(env))
      context.addIssue({
        code: 'custom',
        path: ['PUBLIC_URL'],
        message: `is needed for sign-in by Entra where HOST is ${env.HOST}: Entra leads people back to it`,
      });
    for (const [setting, message] of azureFaults(env)) context.addIssue({ code: 'custom', path: [setting], message });
  });

export type Env = z.infer<typeof schema>;

/** The names of all settings. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

/** Settings out of a set of variables (empty ones count as unset). Throws one Fault that names every fault together. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(set);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Fault('bad-input', `Wrong settings:\n${faults.join('\n')}`);
}

/**
 * The environment for a program of ours that is started by tsx. Its cache is off: tsx runs compiled code from a temp folder
 * that any user of the machine can make first.
 */
export function tsxEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, TSX_DISABLE_CACHE: '1' };
}

let parsed: Env | undefined;

/** The settings of this process, parsed once. */
export function env(): Env {
  parsed ??= parseEnv(process.env);
  return parsed;
}

/** Whether Next has bundled this code. Then its worker threads are JavaScript, otherwise TypeScript. */
export function isBundled(): boolean {
  return process.env.NEXT_RUNTIME !== undefined;
}
