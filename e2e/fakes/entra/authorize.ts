/** The authorize endpoint, and the pages that it shows on the way back to the application. */
import { type Answer, page, redirect } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { readClaims, STEP_UP } from './claims';
import { knownApp } from './client-authentication';
import type { Directory } from './directory';
import { AadFault } from './faults';
import { choosePage, faultPage, formPostPage, stepUpPage } from './pages';
import { readScopes } from './scopes';
import type { SignIn } from './sign-in';
import { type App, users } from './tenant';
import { clientInfo } from './token-endpoint';

export const COOKIE = 'standin-signin';

interface Asked {
  app: App;
  redirectUri: string;
  query: URLSearchParams;
}

/** Checks the application and its redirect address. Once these can be trusted, further faults are sent to the application. */
function readAsked(query: URLSearchParams, directory: Directory): Asked {
  const app = knownApp(query.get('client_id'));
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!directory.redirectUris.has(redirectUri))
    throw new AadFault(
      'invalid_request',
      50011,
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${app.clientId}'.`,
    );
  return { app, redirectUri, query };
}

export async function answerAuthorize(exchange: Exchange, directory: Directory): Promise<Answer> {
  const form = exchange.method === 'POST' ? await exchange.form() : new URLSearchParams();
  const query = exchange.url.searchParams;
  let asked: Asked;
  try {
    asked = readAsked(query, directory);
  } catch (error) {
    if (!(error instanceof AadFault)) throw error;
    return page(400, faultPage(error.message));
  }
  exchange.entry.app = asked.app.name;
  try {
    refuseUnsound(asked);
    return proceed(exchange, directory, asked, form);
  } catch (error) {
    if (!(error instanceof AadFault)) throw error;
    return goBack(asked, { error: error.error, error_description: error.message });
  }
}

/** Requires PKCE, although Entra lets a confidential client do without it. */
function refuseUnsound({ app, query }: Asked): void {
  if (query.get('response_type') !== 'code')
    throw new AadFault(
      'unsupported_response_type',
      700054,
      `response_type '${query.get('response_type')}' is not enabled for the application.`,
    );
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(query.get('code_challenge') ?? ''))
    throw new AadFault(
      'invalid_request',
      9002325,
      'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    );
  const scopes = readScopes(query.get('scope') ?? '', app);
  if (!scopes.oidc.includes('openid')) throw new AadFault('invalid_request', 70011, "The scope 'openid' is missing.");
}

function proceed(exchange: Exchange, directory: Directory, asked: Asked, form: URLSearchParams): Answer {
  const { query } = asked;
  const prompts = (query.get('prompt') ?? '').split(' ');
  const chosen = users.find(({ name }) => name === form.get('user'));
  const cookies: string[] = [];
  let signIn = directory.signInOf(exchange.cookie(COOKIE));
  if (chosen) {
    const made = directory.signIn(chosen);
    cookies.push(`${COOKIE}=${made.cookie}; Path=/; Secure; HttpOnly; SameSite=None`);
    signIn = made.signIn;
  }
  const hint = query.get('login_hint');
  const isOther = signIn && hint && ![signIn.user.upn, signIn.user.name].includes(hint);
  const mustChoose = prompts.includes('login') || prompts.includes('select_account');
  const answered = chosen || form.get('verified') === 'yes';
  if (!signIn || (!answered && (isOther || mustChoose))) {
    if (prompts.includes('none'))
      throw new AadFault('login_required', 50058, 'A silent sign-in request was sent but no user is signed in.');
    return page(200, choosePage(asked.app, hint));
  }
  exchange.entry.user = signIn.user.name;
  if (!signIn.user.consents) throw new AadFault('access_denied', 65004, 'User declined to consent to access the app.');
  if (readClaims(query.get('claims')).contexts.includes(STEP_UP) && !signIn.contexts.includes(STEP_UP)) {
    if (form.get('verified') !== 'yes') {
      if (prompts.includes('none'))
        throw new AadFault('interaction_required', 50076, 'You must use multi-factor authentication.');
      return page(200, stepUpPage(signIn.user), { 'set-cookie': cookies });
    }
    signIn.contexts = [...signIn.contexts, STEP_UP];
  }
  return goBack(asked, codeFor(directory, asked, signIn), cookies);
}

function codeFor(directory: Directory, { app, redirectUri, query }: Asked, signIn: SignIn): Record<string, string> {
  const code = directory.issueCode({
    app,
    signIn,
    redirectUri,
    challenge: query.get('code_challenge') ?? '',
    scope: query.get('scope') ?? '',
    nonce: query.get('nonce') ?? undefined,
  });
  return { code, ...(query.get('client_info') === '1' && { client_info: clientInfo(signIn) }), session_state: signIn.sid };
}

function goBack({ redirectUri, query }: Asked, values: Record<string, string>, cookies: string[] = []): Answer {
  const state = query.get('state');
  const all = { ...values, ...(state !== null && { state }) };
  const headers = { 'set-cookie': cookies };
  if (query.get('response_mode') === 'form_post') return page(200, formPostPage(redirectUri, all), headers);
  const to = new URL(redirectUri);
  for (const [name, value] of Object.entries(all)) to.searchParams.set(name, value);
  return redirect(to.href, headers);
}
