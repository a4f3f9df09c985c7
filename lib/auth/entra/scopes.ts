import { engineOf } from '@/lib/shared/azure-env';
import { cloudOf } from '@/lib/shared/clouds';
import type { Env } from '@/lib/shared/env';

/** What any sign-in asks: who it is, and what renews it. */
const ALWAYS = ['openid', 'profile', 'offline_access'];

/** What a sign-in asks of Entra: besides who it is the rights that this server's engine needs, when they are the analyst's. */
export function signInScopes(settings: Env): string[] {
  const engine = settings.AZURE_IDENTITY === 'delegated' ? engineOf(settings) : 'embedded';
  if (engine === 'embedded') return ALWAYS;
  const { logAnalyticsAudience, graphAudience } = cloudOf(settings);
  return [engine === 'defender' ? `${graphAudience}/ThreatHunting.Read.All` : `${logAnalyticsAudience}/.default`, ...ALWAYS];
}

/** What the application asks for itself: all that an administrator has granted it at the resource. */
export function applicationScopes(scopes: string[]): string[] {
  return [...new Set(scopes.map((scope) => `${new URL(scope).origin}/.default`))];
}
