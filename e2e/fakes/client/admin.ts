/** Lets tests change the stand-ins and read their requests, whatever process the tests run in. */
import { z } from 'zod';
import { request } from './request';

/** One request that a stand-in got; `http/request-log.ts` explains the fields. */
const requestEntry = z.object({
  at: z.number(),
  method: z.string(),
  path: z.string(),
  ms: z.number().nullable(),
  status: z.number().nullable(),
  user: z.string().nullable(),
  app: z.string().nullable(),
  query: z.string().nullable(),
  workspaces: z.array(z.string()),
  prefer: z.string().nullable(),
  timespan: z.string().nullable(),
  queuedMs: z.number(),
  turn: z.object({ from: z.number(), to: z.number().nullable() }).nullable(),
  rows: z.number().nullable(),
});
export type LoggedRequest = z.infer<typeof requestEntry>;

export type StandIn = 'entra' | 'logAnalytics' | 'graph';

export interface AdminAccess {
  /** The origin of each, `https://localhost:PORT`. */
  origins: Record<StandIn, string>;
  key: string;
  /** The authority's certificate as PEM. */
  ca: string;
}

export class FakesAdmin {
  constructor(private readonly access: AdminAccess) {}

  /** Ends a user's sign-ins, so that Entra refuses to renew the tokens of these. */
  revoke = (user: string) => this.call('entra', 'revoke', { user });
  /** Sets whether the APIs require the extra step at sign-in of a user. */
  stepUp = (user: string, required = true) => this.call('entra', 'step-up', { user, required });
  /** Sets whether a renewal of a user's tokens requires the extra step at sign-in. */
  stepUpAtRenewal = (user: string, required = true) => this.call('entra', 'step-up-at-renewal', { user, required });
  /** Makes the APIs refuse all tokens that a user has been given so far. */
  endTokens = (user: string) => this.call('entra', 'end-tokens', { user });
  /** Sets a user's app roles. The next id token names them. */
  assign = (user: string, ...roles: string[]) => this.call('entra', 'assign', { user, roles });
  /** Sets whether the `scope` of Entra's answer repeats the `.default` that was asked for. */
  echoDefault = (echoes: boolean) => this.call('entra', 'echo-default', { echoes });
  /** Sets the lifetime of access tokens that are issued from now on. */
  tokenLifetime = (seconds: number) => this.call('entra', 'token-lifetime', { seconds });
  addRedirectUris = (...uris: string[]) => this.call('entra', 'add-redirect-uris', uris);

  async requests(of: StandIn): Promise<LoggedRequest[]> {
    return z.array(requestEntry).parse(await this.call(of, 'requests'));
  }

  clearRequests = (of: StandIn) => this.call(of, 'clear-requests');

  private async call(of: StandIn, name: string, body?: object): Promise<unknown> {
    const { origins, key, ca } = this.access;
    const { status, body: text } = await request(`${origins[of]}/_test/${name}`, {
      ca,
      method: 'POST',
      headers: { 'x-test-key': key },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = z.object({ result: z.unknown(), message: z.string().optional() }).parse(JSON.parse(text));
    if (status !== 200) throw new Error(`${name}: ${answer.message}`);
    return answer.result;
  }
}
