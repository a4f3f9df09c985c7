import 'server-only';
import type { PersonPrincipal, Role } from '@/lib/auth/model';
import { localIdentity } from '@/lib/engines/identity';
import { SAMPLE_USER_PREFIX, sampleNames } from '@/lib/shared/sample-people';

type Who = keyof typeof sampleNames;

const role = (who: Who): Role => (who === 'lead' ? 'Lead' : 'Analyst');

/** Somebody of the sample shift, as the use-cases take a person. They have no session, and see the sample only. */
export function samplePerson(who: Who): PersonPrincipal {
  return {
    kind: 'person',
    sessionId: 'sample',
    user: SAMPLE_USER_PREFIX + who,
    name: sampleNames[who],
    role: role(who),
    accountId: null,
    scope: localIdentity.scope,
    sameOrigin: true,
    clientAddress: null,
  };
}
