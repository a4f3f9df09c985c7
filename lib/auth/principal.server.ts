import 'server-only';
import { isIP } from 'node:net';
import { identityOf } from './identity.server';
import type { PersonPrincipal, Session, SystemPrincipal } from './model';
import { isSameOrigin } from './origin';

type RequestHeaders = Pick<Headers, 'get'>;

/** The person of a session in one request, of which these are the headers. */
export function personPrincipal(
  { id: sessionId, user, name, role, accountId }: Session,
  headers: RequestHeaders,
): PersonPrincipal {
  const { scope } = identityOf({ kind: 'person', sessionId, accountId });
  const [sameOrigin, address] = [isSameOrigin(headers), clientAddress(headers)];
  return { kind: 'person', sessionId, user, name, role, accountId, scope, sameOrigin, clientAddress: address };
}

/** The server itself; `name` says for what: `the hourly sweep`. Throws as `identityOf`. */
export function systemPrincipal(name: string): SystemPrincipal {
  return { kind: 'system', name, scope: identityOf({ kind: 'system' }).scope };
}

/**
 * The address that a request came from: the last of X-Forwarded-For, which the proxy in front of us added, or Next where there
 * is none. Null when it is no address. Who reaches the server past the proxy can write anything there.
 */
export function clientAddress(headers: RequestHeaders): string | null {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? null : last;
}
