import { z } from 'zod';
import type { Instant } from '@/lib/shared/time';

/** How a session was opened. One opened in one mode counts for nothing in another. */
export type SignInMode = 'local' | 'entra';

/** A shift, and some: after it one signs in again, whatever one did meanwhile. */
export const SESSION_SECONDS = 12 * 3600;

/**
 * What somebody may do: Viewer reads, Analyst also changes, Lead may all. The order is the ladder of `hasRole`, from least to
 * most: a new role goes to its place in it. Entra's app roles have these values.
 */
export const roleSchema = z.enum(['Viewer', 'Analyst', 'Lead']);
export type Role = z.infer<typeof roleSchema>;

export interface Session {
  id: string;
  mode: SignInMode;
  /** Who acts, as the audit names them. */
  user: string;
  /** As people call them. */
  name: string;
  role: Role;
  /** Entra's home account id; null in local mode. */
  accountId: string | null;
  expiresAt: Instant;
}

/** Who acts. Use-cases take it: whoever has one was let in. */
export type Principal = PersonPrincipal | SystemPrincipal;

/** A person, in one request of their session. */
export interface PersonPrincipal {
  kind: 'person';
  sessionId: string;
  user: string;
  name: string;
  role: Role;
  accountId: string | null;
  /** The same for those who see the same telemetry, and for nobody else: part of the key of every answer that is kept. */
  scope: string;
  /** The request comes from a page of ours. `write` refuses others. */
  sameOrigin: boolean;
  clientAddress: string | null;
}

/** The server itself, in timed work. */
export interface SystemPrincipal {
  kind: 'system';
  /** The work, as the audit names it: `the hourly sweep`. */
  name: string;
  scope: string;
}

/** What a person sees of their own session. */
export type Person = Pick<Session, 'user' | 'name' | 'role'>;

/** The person of a session, where people have names: not with a link on one's own machine. */
export function personOf(session: Session | null): Person | null {
  if (session?.mode !== 'entra') return null;
  const { user, name, role } = session;
  return { user, name, role };
}
