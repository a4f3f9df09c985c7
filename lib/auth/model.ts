import { z } from 'zod';
import type { Instant } from '@/lib/shared/time';

/** How a session was opened. One opened in one mode counts for nothing in another. */
export const signInModeSchema = z.enum(['local']);
export type SignInMode = z.infer<typeof signInModeSchema>;

/** A shift, and some: after it one signs in again, whatever one did meanwhile. */
export const SESSION_SECONDS = 12 * 3600;

export interface Session {
  id: string;
  /** Who acts, as the audit names them. */
  user: string;
  expiresAt: Instant;
}

/** Why somebody sees the sign-in page. */
export const signInReasons = ['asked', 'signed-out', 'bad-link', 'expired'] as const;
export const signInReasonSchema = z.enum(signInReasons).catch('asked');
export type SignInReason = z.infer<typeof signInReasonSchema>;
