/** Identities like the app's, with tokens that the stand-in for Entra gave to users. */
import type { Identity } from '@/lib/engines/engine';
import { request } from '../fakes/client/request';
import { tokensOf } from '../fakes/client/tokens';
import type { Fakes } from '../fakes/start';

export const REDIRECT = 'http://localhost:3000/api/sign-in/entra/callback';

/** Signs a user in, and gives an identity whose scope names the user and whose token is for one API. */
export async function identityAs(fakes: Fakes, user: string, scope: string): Promise<Identity> {
  const client = { authority: fakes.entra.authority, ca: fakes.ca, redirectUri: REDIRECT };
  const { access } = await tokensOf(client, user, scope);
  return {
    scope: `user:${user}`,
    token: async () => access,
    challenged: (claims) => Promise.reject(new Error(`challenged: ${claims}`)),
  };
}

/** A `fetch` that trusts the stand-ins' authority, since this process was started without it. */
export function trusting(ca: string): typeof fetch {
  return async (input, init) => {
    const headers = Object.fromEntries(new Headers(init?.headers));
    const {
      status,
      headers: given,
      body,
    } = await request(String(input), {
      ca,
      method: init?.method ?? 'GET',
      headers,
      ...(typeof init?.body === 'string' && { body: init.body }),
      ...(init?.signal && { signal: init.signal }),
    });
    return new Response(body, { status, headers: Object.entries(given).map(([name, value]) => [name, String(value)]) });
  };
}
