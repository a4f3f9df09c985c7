/** What an application asks for, and what of it is granted. */
import { AadFault } from './faults';
import { type App, GRAPH, LOG_ANALYTICS } from './tenant';

const OIDC = ['openid', 'profile', 'email', 'offline_access'];
const known: Record<string, string[]> = {
  [LOG_ANALYTICS]: ['Data.Read'],
  [GRAPH]: ['User.Read', 'ThreatHunting.Read.All'],
};

export interface Granted {
  oidc: string[];
  /** The API for which the token is; Graph where the request names none. */
  resource: string;
  /** The token's `scp` or `roles`. */
  permissions: string[];
  /** The answer's `scope`. */
  scope: string;
}

/** Throws an AadFault where the scopes do not go together, name no API, or were not consented to. */
export function readScopes(text: string, app: App): Granted {
  const words = text.split(' ').filter((word) => word !== '');
  const oidc = words.filter((word) => OIDC.includes(word));
  const asked = words.filter((word) => !OIDC.includes(word)).map(splitScope);
  const [resource = GRAPH, second] = [...new Set(asked.map((scope) => scope.resource))];
  if (second !== undefined)
    throw new AadFault(
      'invalid_request',
      28000,
      'Provided value for the input parameter scope is not valid because it contains more than one resource.',
    );
  const available = known[resource];
  if (!available)
    throw new AadFault(
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named Contoso.`,
    );
  const names = asked.map((scope) => scope.name);
  const consented = app.permissions[resource] ?? [];
  if (names.includes('.default') && names.length > 1)
    throw new AadFault('invalid_scope', 70011, '.default scope can’t be combined with resource-specific scopes.');
  const unknown = names.find((name) => name !== '.default' && !available.includes(name));
  if (unknown)
    throw new AadFault(
      'invalid_scope',
      70011,
      `The provided value for the input parameter 'scope' is not valid. The scope ${unknown} is not valid.`,
    );
  const refused = names.find((name) => name !== '.default' && !consented.includes(name));
  if (refused)
    throw new AadFault(
      'invalid_grant',
      65001,
      `The user or administrator has not consented to use the application with ID '${app.clientId}'.`,
      {
        suberror: 'consent_required',
      },
    );
  const permissions = names.includes('.default') ? consented : names;
  const all = names.includes('.default') ? [...permissions, '.default'] : permissions;
  return {
    oidc,
    resource,
    permissions,
    scope: [...oidc.filter((word) => word !== 'offline_access'), ...all.map((name) => `${resource}/${name}`)].join(' '),
  };
}

/** Splits a scope such as `https://api.example/Permission`. One without an address is Graph's. */
function splitScope(word: string): { resource: string; name: string } {
  const at = word.lastIndexOf('/');
  return at < 0 ? { resource: GRAPH, name: word } : { resource: word.slice(0, at), name: word.slice(at + 1) };
}
