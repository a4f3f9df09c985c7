/** An account's access tokens, as MSAL's serialized cache holds them. */
import { z } from 'zod';

/** MSAL's own form: times in seconds since 1970, as texts; `target` lists the scopes. */
const cacheSchema = z.object({
  AccessToken: z
    .record(
      z.string(),
      z.object({
        client_id: z.string(),
        secret: z.string(),
        target: z.string(),
        cached_at: z.coerce.number(),
        expires_on: z.coerce.number(),
      }),
    )
    .catch({}),
});

/** In seconds: renewed so often, however long a token lives, so that a right taken away in Entra ends here within the hour. */
const LONGEST_KEPT = 1800;
/** In seconds: a call that is sent with a token must arrive before it ends. */
const MARGIN = 10;

function accessTokens(cache: string, clientId: string) {
  return Object.values(cacheSchema.parse(JSON.parse(cache)).AccessToken)
    .filter(({ client_id }) => client_id === clientId)
    .sort((a, b) => b.cached_at - a.cached_at);
}

/** The newest access token for these scopes that is still good at `now`, in milliseconds; undefined when there is none. */
export function keptToken(cache: string, clientId: string, scopes: string[], now: number): string | undefined {
  const has = (target: string) => {
    const named = target.toLowerCase().split(' ');
    return scopes.every((scope) => named.includes(scope.toLowerCase()));
  };
  return accessTokens(cache, clientId).find(({ target, expires_on }) => has(target) && expires_on - MARGIN > now / 1000)?.secret;
}

/** After how many seconds the tokens are to be renewed: half of the newest one's life, at most half an hour. */
export function renewAfter(cache: string, clientId: string): number {
  const [newest] = accessTokens(cache, clientId);
  return newest ? halfOf(newest.expires_on - newest.cached_at) : LONGEST_KEPT;
}

/** Half of a token's life in seconds, at most half an hour. */
export const halfOf = (life: number) => Math.min(Math.max(life, 0) / 2, LONGEST_KEPT);

const answerSchema = z.looseObject({ access_token: z.string(), scope: z.string().catch('') });

/**
 * Names the token of an answer by the scopes of its request as well. Entra may call what it grants by other names than it was asked
 * for (`Data.Read` for `.default`), and by these names MSAL and `keptToken` find it again.
 */
export function nameByRequest(answer: unknown, request: string): unknown {
  const { data } = answerSchema.safeParse(answer);
  const asked = new URLSearchParams(request).get('scope');
  if (!data || asked === null) return answer;
  const scopes = `${data.scope} ${asked}`.split(' ').filter((scope) => scope !== '');
  return { ...data, scope: [...new Set(scopes)].join(' ') };
}
