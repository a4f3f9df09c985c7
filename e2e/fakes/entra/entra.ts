/** The stand-in for Microsoft Entra ID: its v2.0 endpoints for one tenant. */
import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { type Answer, json, page, redirect } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { type AdminCalls, type Handler, type Service, startService } from '../http/service';
import type { Tls } from '../tls';
import { answerAuthorize, COOKIE } from './authorize';
import { Directory } from './directory';
import { signedOutPage } from './pages';
import { TENANT_ID, userNamed } from './tenant';
import { answerToken } from './token-endpoint';
import { Signer } from './tokens';

export interface EntraOptions {
  tls: Tls;
  key: string;
  port?: number | undefined;
  /** The addresses to which people may be sent back after sign-in and sign-out, compared letter by letter. */
  redirectUris: string[];
}

/** What the APIs know of Entra. */
export interface TokenAuthority {
  issuer: string;
  authorizeEndpoint: string;
  keys: JSONWebKeySet;
  /** Whether a user's tokens must carry the context `c1`. */
  needsStepUp(oid: string): boolean;
  /** The generation of a user's tokens. Those of an earlier generation are refused. */
  generationOf(oid: string): number;
}

export interface Entra extends TokenAuthority, Service {
  authority: string;
}

export async function startEntra(options: EntraOptions): Promise<Entra> {
  const directory = new Directory(options.redirectUris);
  let handle: Handler = () => page(503, 'Starting');
  const service = await startService({ ...options, admin: adminOf(directory), handle: (exchange) => handle(exchange) });
  const authority = `${service.origin}/${TENANT_ID}`;
  const signer = await Signer.create(`${authority}/v2.0`);
  const tokenEndpoint = `${authority}/oauth2/v2.0/token`;
  const issuer = { directory, signer, tokenEndpoint, certificate: options.tls.clientCertificate };
  const routes: Record<string, Handler> = {
    'GET /v2.0/.well-known/openid-configuration': () => json(200, metadata(authority)),
    'GET /discovery/v2.0/keys': () => json(200, signer.keys),
    'GET /oauth2/v2.0/authorize': (exchange) => answerAuthorize(exchange, directory),
    'POST /oauth2/v2.0/authorize': (exchange) => answerAuthorize(exchange, directory),
    'POST /oauth2/v2.0/token': (exchange) => answerToken(exchange, issuer),
    'GET /oauth2/v2.0/logout': (exchange) => answerLogout(exchange, directory),
  };
  handle = (exchange) => {
    if (exchange.path === '/common/discovery/instance') return json(200, instances(service.origin, authority));
    const path = exchange.path.startsWith(`/${TENANT_ID}/`) ? exchange.path.slice(TENANT_ID.length + 1) : '';
    const route = routes[`${exchange.method} ${path}`];
    return route ? route(exchange) : page(404, 'Not found');
  };
  return {
    ...service,
    authority,
    issuer: signer.issuer,
    authorizeEndpoint: `${authority}/oauth2/v2.0/authorize`,
    keys: signer.keys,
    needsStepUp: (oid) => directory.needsStepUp(oid),
    generationOf: (oid) => directory.generationOf(oid),
  };
}

function answerLogout(exchange: Exchange, directory: Directory): Answer {
  const back = exchange.url.searchParams.get('post_logout_redirect_uri');
  directory.signOut(exchange.cookie(COOKIE));
  const headers = { 'set-cookie': `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=None; Max-Age=0` };
  if (back === null || !directory.redirectUris.has(back)) return page(200, signedOutPage(), headers);
  const to = new URL(back);
  const state = exchange.url.searchParams.get('state');
  if (state !== null) to.searchParams.set('state', state);
  return redirect(to.href, headers);
}

function metadata(authority: string): object {
  return {
    issuer: `${authority}/v2.0`,
    authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
    token_endpoint: `${authority}/oauth2/v2.0/token`,
    end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
    jwks_uri: `${authority}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'form_post'],
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'oid', 'tid', 'sid', 'name', 'preferred_username', 'roles'],
    cloud_instance_name: 'microsoftonline.com',
  };
}

function instances(origin: string, authority: string): object {
  const { host } = new URL(origin);
  return {
    tenant_discovery_endpoint: `${authority}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  };
}

const who = z.object({ user: z.string() });

/** The admin calls of this stand-in, besides those for its requests. */
function adminOf(directory: Directory): AdminCalls {
  return {
    revoke: (body) => directory.revoke(userNamed(who.parse(body).user)),
    'step-up': (body) => {
      const { user, required } = who.extend({ required: z.boolean() }).parse(body);
      directory.requireStepUp(userNamed(user), required);
    },
    'step-up-at-renewal': (body) => {
      const { user, required } = who.extend({ required: z.boolean() }).parse(body);
      directory.requireStepUpHere(userNamed(user), required);
    },
    'end-tokens': (body) => directory.endTokens(userNamed(who.parse(body).user)),
    assign: (body) => {
      const { user, roles } = who.extend({ roles: z.array(z.string()) }).parse(body);
      directory.assign(userNamed(user), roles);
    },
    'echo-default': (body) => {
      directory.echoesDefault = z.object({ echoes: z.boolean() }).parse(body).echoes;
    },
    'token-lifetime': (body) => {
      directory.accessSeconds = z.object({ seconds: z.int().min(0) }).parse(body).seconds;
    },
    'add-redirect-uris': (body) => {
      for (const uri of z.array(z.url()).parse(body)) directory.redirectUris.add(uri);
    },
  };
}
