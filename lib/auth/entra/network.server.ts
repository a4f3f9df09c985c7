import 'server-only';
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { messageOf } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { nameByRequest } from './kept-tokens';

/** How long Entra may take to answer, in milliseconds. MSAL's own client would wait for ever. */
const LONGEST_WAIT = 15_000;

/** How MSAL reaches Entra. What breaks on the way, and Entra when it cannot answer now, rejects: MSAL's `network_error`. */
export const network: INetworkModule = {
  sendGetRequestAsync: (url, options) => send('GET', url, options),
  sendPostRequestAsync: (url, options) => send('POST', url, options),
};

async function send<T>(method: string, url: string, options: NetworkRequestOptions = {}): Promise<NetworkResponse<T>> {
  try {
    const response = await fetch(url, {
      method,
      headers: options.headers ?? {},
      ...(options.body !== undefined && { body: options.body }),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    if (response.status === 429 || response.status >= 500) throw new Error(`it answered ${response.status}`);
    // MSAL reads `body` itself, whatever T says; a text that is no JSON (a proxy's page) is a fault of the way.
    const body = nameByRequest(await response.json(), options.body ?? '') as T;
    return { status: response.status, headers: Object.fromEntries(response.headers), body };
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined;
    log().warn({ host: new URL(url).host, reason: messageOf(cause ?? error) }, 'Entra ID did not answer');
    throw error;
  }
}
