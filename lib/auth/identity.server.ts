import 'server-only';
import type { Identity } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import type { Session } from './model';

/** Whose rights the queries of a session have. */
export function identityOf(_session: Session): Identity {
  return localIdentity;
}
