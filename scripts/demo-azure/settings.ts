import { z } from 'zod';
import { apps } from '@/e2e/fakes/entra/tenant';
import { workspaces } from '@/e2e/fakes/log-analytics/workspaces';
import { azureSettings } from '@/lib/shared/azure-env';
import { Fault } from '@/lib/shared/errors';

const named = (what: string, known: string[]) =>
  z.string().refine((name) => known.includes(name), { error: ({ input }) => `no ${what} is called “${input}”` });

const schema = z.object({
  ENGINE: z.enum(['log-analytics', 'defender'], 'must be log-analytics or defender').default('log-analytics'),
  WORKSPACES: z
    .string()
    .default('contoso')
    .transform((text) => text.split(/[\s,]+/).filter((name) => name !== ''))
    .pipe(
      z.array(
        named(
          'workspace',
          workspaces.map(({ name }) => name),
        ),
      ),
    ),
  AZURE_IDENTITY: z.enum(['delegated', 'app'], 'must be delegated or app').default('delegated'),
  APP: named(
    'application',
    apps.map(({ name }) => name),
  ).default('contoso'),
});

export type DemoSettings = z.infer<typeof schema>;

/** Settings of a real Azure tenant or a real database, which the demo must not use. */
const real = [...Object.keys(azureSettings), 'DATABASE_URL', 'SECRET_KEY', 'DEFENDER_TENANT_ID', 'WORKSPACE_RESOURCE_ID'];

/**
 * Reads the demo’s settings from the environment. Sets those of a real tenant or database there to nothing, so that this
 * process and the app use neither them nor the ones in .env. Throws a Fault that names every fault.
 */
export function takeSettings(variables: Record<string, string | undefined>): DemoSettings {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `  ${path[0]?.toString()}: ${message}`);
    throw new Fault('bad-input', `Wrong settings:\n${faults.join('\n')}`);
  }
  for (const name of real) variables[name] = '';
  return parsed.data;
}
