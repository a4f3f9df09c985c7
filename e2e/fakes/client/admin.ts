/** What tests tell and ask the stand-ins, from whatever process they run in. */
import { z } from 'zod';
import { request } from './request';

/** One request that a stand-in got; `http/request-log.ts` says what is in it. */
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
  /** `https://localhost:PORT` of each. */
  origins: Record<StandIn, string>;
  key: string;
  /** PEM of the authority. */
  ca: string;
}

export class FakesAdmin {
  constructor(private readonly access: AdminAccess) {}

  /** Refuses from now on what renews a user's tokens. */
  revoke = (user: string) => this.call('entra', 'revoke', { user });
  /** The APIs want the extra step at sign-in of a user, or no longer. */
  stepUp = (user: string, required = true) => this.call('entra', 'step-up', { user, required });
  /** A renewal wants the extra step at sign-in of a user, or no longer. */
  stepUpAtRenewal = (user: string, required = true) => this.call('entra', 'step-up-at-renewal', { user, required });
  /** The APIs refuse the tokens that a user has by now. */
  endTokens = (user: string) => this.call('entra', 'end-tokens', { user });
  /** App roles of a user, as the next id token tells them. */
  assign = (user: string, ...roles: string[]) => this.call('entra', 'assign', { user, roles });
  /** Whether Entra names a token by the `.default` that was asked for. */
  echoDefault = (echoes: boolean) => this.call('entra', 'echo-default', { echoes });
  /** Of access tokens issued from now on. */
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
