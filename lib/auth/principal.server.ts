import 'server-only';
import { isIP } from 'node:net';
import { identityOf } from './identity.server';
import type { PersonPrincipal, Session, SystemPrincipal } from './model';
import { isSameOrigin } from './origin';

type RequestHeaders = Pick<Headers, 'get'>;

/** The principal of a session in the request that has these headers. */
export function personPrincipal(
  { id: sessionId, user, name, role, accountId }: Session,
  headers: RequestHeaders,
): PersonPrincipal {
  const { scope } = identityOf({ kind: 'person', sessionId, accountId });
  const [sameOrigin, address] = [isSameOrigin(headers), clientAddress(headers)];
  return { kind: 'person', sessionId, user, name, role, accountId, scope, sameOrigin, clientAddress: address };
}

/** The principal of timed work, which `name` names for the audit: `the hourly sweep`. Throws as `identityOf`. */
export function systemPrincipal(name: string): SystemPrincipal {
  return { kind: 'system', name, scope: identityOf({ kind: 'system' }).scope };
}

/**
 * The address of a request's client: the last one in X-Forwarded-For, which the proxy in front added, or Next where there is no
 * proxy. Null when it is not an address. A client that reaches the server without passing a proxy can forge it.
 */
export function clientAddress(headers: RequestHeaders): string | null {
  const last = headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(last) === 0 ? null : last;
}
