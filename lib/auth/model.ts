import { z } from 'zod';
import type { Instant } from '@/lib/shared/time';

/** How a session was opened. When the server's mode changes, sessions of the other mode are no longer accepted. */
export type SignInMode = 'local' | 'entra';

/** Somewhat longer than a shift. After it everybody signs in again, active or not. */
export const SESSION_SECONDS = 12 * 3600;

/**
 * What somebody may do: a Viewer reads, an Analyst also makes changes, a Lead may do everything. In order from least to most, which
 * `hasRole` relies on. Entra's app roles have these values.
 */
export const roleSchema = z.enum(['Viewer', 'Analyst', 'Lead']);
export type Role = z.infer<typeof roleSchema>;

export interface Session {
  id: string;
  mode: SignInMode;
  /** The name in the audit: the sign-in name, else the object id; `local` for a one-time link. */
  user: string;
  /** The display name. */
  name: string;
  role: Role;
  /** Entra's home account id; null in local mode. */
  accountId: string | null;
  expiresAt: Instant;
  /** Entra is to be asked whether it still stands behind the account, before anything is answered. */
  isDue: boolean;
}

/** Who acts. Use-cases take one, and only a valid session or the server itself can make one. */
export type Principal = PersonPrincipal | SystemPrincipal;

/** A person, in one request of their session. */
export interface PersonPrincipal {
  kind: 'person';
  sessionId: string;
  user: string;
  name: string;
  role: Role;
  accountId: string | null;
  /** Two people with the same scope see the same telemetry; no others do. It is part of the key of every answer that is kept. */
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

/** Who acts, as rows name them: a person’s `user`, or `system`. */
export const userOf = (principal: Principal): string => (principal.kind === 'system' ? 'system' : principal.user);

/** What a person sees of their own session. */
export type Person = Pick<Session, 'user' | 'name' | 'role'>;

/** The person of a session; null in local mode, where a one-time link names nobody. */
export function personOf(session: Session | null): Person | null {
  if (session?.mode !== 'entra') return null;
  const { user, name, role } = session;
  return { user, name, role };
}
