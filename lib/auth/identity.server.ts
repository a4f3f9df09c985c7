import 'server-only';
import type { Identity } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { engineOf } from '@/lib/shared/azure-env';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { sha256 } from '@/lib/shared/ids';
import { appChallenged, appToken } from './entra/app-token.server';
import { endSession, userToken } from './entra/user-token.server';
import type { PersonPrincipal, SystemPrincipal } from './model';

/** Everybody shares the application's rights, so they share answers. */
const appIdentity: Identity = { scope: 'app', token: appToken, challenged: appChallenged };

type Who = Pick<PersonPrincipal, 'kind' | 'sessionId' | 'accountId'> | Pick<SystemPrincipal, 'kind'>;

/**
 * The identity whose rights a principal's queries use. Throws a Fault `unavailable` for timed work where queries use each analyst's
 * own rights (AZURE_IDENTITY=delegated): the server has no rights of its own there.
 */
export function identityOf(who: Who): Identity {
  const settings = env();
  if (engineOf(settings) === 'embedded') return localIdentity;
  if (who.kind === 'person' && who.accountId === null) return localIdentity;
  if (settings.AZURE_IDENTITY === 'app') return appIdentity;
  if (who.kind === 'system' || who.accountId === null)
    throw new Fault('unavailable', 'Timed work needs the rights of the application in Azure: set AZURE_IDENTITY=app.');
  const account = { id: who.sessionId, accountId: who.accountId };
  return {
    scope: `user:${sha256(account.accountId)}`,
    token: (scopes, refused) => userToken(account, scopes, refused),
    challenged: (claims) => endSession(account, claims),
  };
}
