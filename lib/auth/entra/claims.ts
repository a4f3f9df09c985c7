import { z } from 'zod';
import type { Role } from '../model';
import { highestRole } from '../role';

/** What the id token says of who signed in. It came from Entra over TLS in answer to our code, so MSAL takes it as it is. */
const idTokenSchema = z.object({
  aud: z.string(),
  tid: z.string(),
  oid: z.string().min(1),
  name: z.string().min(1).optional(),
  preferred_username: z.string().min(1).optional(),
  roles: z.array(z.string()).catch([]),
});

export interface Subject {
  /** As the audit names them: the sign-in name, else the object id. */
  user: string;
  name: string;
  /** Undefined: none of ours. */
  role: Role | undefined;
}

/** Whom an id token is about; undefined when it is of another tenant or for another application. */
export function subjectOf(claims: unknown, { tenant, clientId }: { tenant: string; clientId: string }): Subject | undefined {
  const { data } = idTokenSchema.safeParse(claims);
  if (!data || data.aud.toLowerCase() !== clientId.toLowerCase() || data.tid.toLowerCase() !== tenant.toLowerCase())
    return undefined;
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
