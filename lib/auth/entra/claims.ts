import { z } from 'zod';
import { wallTime } from '@/lib/shared/clock';
import type { Role } from '../model';
import { highestRole } from '../role';

/** What the id token says of who signed in. It came from Entra over TLS in answer to our code, so MSAL takes it as it is. */
const idTokenSchema = z.object({
  iss: z.string(),
  aud: z.string(),
  /** In seconds since 1970. */
  exp: z.number(),
  tid: z.string(),
  oid: z.string().min(1),
  name: z.string().min(1).optional(),
  preferred_username: z.string().min(1).optional(),
  roles: z.array(z.string()).catch([]),
});

export interface Subject {
  /** The name for the audit: the sign-in name, else the object id. */
  user: string;
  name: string;
  /** Undefined if none of our roles is assigned. */
  role: Role | undefined;
}

interface Expected {
  tenant: string;
  clientId: string;
  issuer: string;
}

/** In milliseconds: the clocks of Entra and of this machine may differ by so much. */
const SKEW = 300_000;

/** Whom an id token is about; undefined when it is of another issuer or tenant, for another application, or past its end at `now`. */
export function subjectOf(claims: unknown, { tenant, clientId, issuer }: Expected, now = wallTime()): Subject | undefined {
  const { data } = idTokenSchema.safeParse(claims);
  if (!data || data.exp * 1000 + SKEW < now) return undefined;
  const same = (given: string, wanted: string) => given.toLowerCase() === wanted.toLowerCase();
  if (!same(data.iss, issuer) || !same(data.aud, clientId) || !same(data.tid, tenant)) return undefined;
  const user = data.preferred_username ?? data.oid;
  return { user, name: data.name ?? user, role: highestRole(data.roles) };
}

const LONGEST_CLAIMS = 4096;

/** Whether a challenge is what MSAL can ask of Entra; anything else would keep a person from signing in at all. */
export function isClaims(text: string): boolean {
  try {
    return text.length <= LONGEST_CLAIMS && z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}
