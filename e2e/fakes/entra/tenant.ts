/** The made-up tenant: who can sign in, and the applications registered in it. It has constants only, so that any test may import it. */

export const TENANT_ID = '8f6c2f0e-3a5d-4c1b-9e47-2b7d90c1a55e';

export interface User {
  /** First name in small letters. It is the value of the user's button, and admin calls name the user by it. */
  name: string;
  displayName: string;
  upn: string;
  oid: string;
  /** App roles that are assigned to the user. */
  roles: string[];
  /** False where the user refuses consent, so that no sign-in succeeds. */
  consents: boolean;
}

const user = (n: number, name: string, displayName: string, roles: string[], consents = true): User => ({
  name,
  displayName,
  upn: `${name}@contoso.example`,
  oid: `0f3c5a10-0000-4000-8000-00000000000${n}`,
  roles,
  consents,
});

/** The people who have a button on the sign-in page. */
export const people = [
  user(1, 'alice', 'Alice Larsen', ['Lead']),
  user(2, 'bob', 'Bob Okafor', ['Analyst']),
  user(3, 'vera', 'Vera Novak', ['Viewer']),
  user(4, 'nora', 'Nora Without', []),
  user(5, 'mallory', 'Mallory Quist', ['Analyst'], false),
];

/** Two hundred more analysts, `analyst-001` to `analyst-200`. They have no button, and sign in by `login_hint`. */
const crowd = Array.from({ length: 200 }, (_, i) => {
  const number = String(i + 1).padStart(3, '0');
  return { ...user(0, `analyst-${number}`, `Analyst ${number}`, ['Analyst']), oid: `0f3c5a10-0000-4000-8000-100000000${number}` };
});

export const users: User[] = [...people, ...crowd];

/** The two APIs, named by the audience of their tokens. */
export const LOG_ANALYTICS = 'https://api.loganalytics.io';
export const GRAPH = 'https://graph.microsoft.com';

export interface App {
  /** The name also chooses how the stand-in for Graph misbehaves, since Graph has no workspaces. */
  name: string;
  clientId: string;
  secret: string;
  /** Permissions granted to it, by API. They hold for tokens of its users and for its own. */
  permissions: Record<string, string[]>;
}

const app = (n: number, name: string, mayRead = true): App => ({
  name,
  clientId: `a9910000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  secret: `no-secret-of-${name}-but-a-stand-in`,
  permissions: {
    [LOG_ANALYTICS]: mayRead ? ['Data.Read'] : [],
    [GRAPH]: mayRead ? ['User.Read', 'ThreatHunting.Read.All'] : ['User.Read'],
  },
});

/** Each misbehaves only as its name says (`graph/misbehaviours.ts`). `powerless` may query neither API. */
export const apps = [
  app(1, 'contoso'),
  app(2, 'throttled'),
  app(3, 'busy'),
  app(4, 'quota'),
  app(5, 'unavailable'),
  app(6, 'slow'),
  app(7, 'reset'),
  app(8, 'cut'),
  app(9, 'malformed'),
  app(10, 'empty-body'),
  app(11, 'empty-504'),
  app(12, 'huge'),
  app(13, 'preempted'),
  app(14, 'powerless', false),
];

/** Throws where no application has the name. */
export function appNamed(name: string): App {
  const found = apps.find((each) => each.name === name);
  if (!found) throw new Error(`No application is called ${name}`);
  return found;
}

export function userNamed(name: string): User {
  const found = users.find((each) => each.name === name);
  if (!found) throw new Error(`Nobody is called ${name}`);
  return found;
}
