import 'server-only';
import type { Identity } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { engineOf } from '@/lib/shared/azure-env';
import { env } from '@/lib/shared/env';
import { sha256 } from '@/lib/shared/ids';
import { appChallenged, appToken } from './entra/app-token.server';
import { endSession, userToken } from './entra/user-token.server';
import type { Session } from './model';

/** Everybody shares the application's rights, so they share answers. */
const appIdentity: Identity = { scope: 'app', token: appToken, challenged: appChallenged };

/** Whose rights the queries of a session have. */
export function identityOf({ id, accountId }: Session): Identity {
  const settings = env();
  if (accountId === null || engineOf(settings) === 'embedded') return localIdentity;
  if (settings.AZURE_IDENTITY === 'app') return appIdentity;
  const account = { id, accountId };
  return {
    scope: `user:${sha256(accountId)}`,
    token: (scopes) => userToken(account, scopes),
    challenged: (claims) => endSession(account, claims),
  };
}
