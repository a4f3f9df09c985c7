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

/** What a person sees of their own session. */
export type Person = Pick<Session, 'user' | 'name' | 'role'>;

/** The person of a session, where people have names: not with a link on one's own machine. */
export function personOf(session: Session | null): Person | null {
  if (session?.mode !== 'entra') return null;
  const { user, name, role } = session;
  return { user, name, role };
}
