import 'server-only';
import { ConfidentialClientApplication, type ICachePlugin } from '@azure/msal-node';
import { cloudOf } from '@/lib/shared/clouds';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { readCredential } from './credential.server';
import { network } from './network.server';

/** The settings of sign-in by Entra; a Fault where this server has none. */
export function entraSettings() {
  const settings = env();
  const { ENTRA_TENANT_ID: tenant, ENTRA_CLIENT_ID: clientId } = settings;
  if (tenant === undefined || clientId === undefined)
    throw new Fault('not-found', 'People sign in to this server with a link, not with Entra ID.');
  const authority = `${cloudOf(settings).authority}/${tenant}`;
  return { tenant, clientId, authority, issuer: entraEndpoints(authority).issuer, settings };
}

/**
 * Entra's endpoints of the tenant. They follow from the authority (learn.microsoft.com, “OpenID Connect on the Microsoft
 * identity platform”), so nothing needs to be asked before the first sign-in.
 */
export function entraEndpoints(authority: string) {
  return {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
  };
}

/**
 * This application at Entra. One for each use: a client keeps what it read in memory, and two people must never share that.
 * It is given no log: what MSAL says can name people.
 */
export function entraClient(cachePlugin?: ICachePlugin): ConfidentialClientApplication {
  const { clientId, authority, settings } = entraSettings();
  return new ConfidentialClientApplication({
    auth: {
      clientId,
      authority,
      knownAuthorities: [new URL(authority).host],
      authorityMetadata: JSON.stringify(entraEndpoints(authority)),
      // It answers claims challenges by a new sign-in, so services may send them at any time.
      clientCapabilities: ['CP1'],
      ...readCredential(settings),
    },
    ...(cachePlugin && { cache: { cachePlugin } }),
    system: { networkClient: network },
  });
}
