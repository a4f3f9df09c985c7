/** The query of the sign-in page: the reason why somebody sees it. Browser-safe. */
import { z } from 'zod';
import { refusals } from './entra/model';

/** `step-up`: a claims challenge asks for a new sign-in. `refusals`: why a sign-in with Entra failed. */
export const signInReasons = ['asked', 'signed-out', 'bad-link', 'no-links', 'expired', 'step-up', ...refusals] as const;
const signInReasonSchema = z.enum(signInReasons).catch('asked');
export type SignInReason = z.infer<typeof signInReasonSchema>;

/** Reads the reason; anything unknown counts as `asked`. Never throws. */
export function parseSignInReason(query: Record<string, string | string[] | undefined>): SignInReason {
  return signInReasonSchema.parse(query.reason);
}

/** Writes the reason as a query; the default is left out. */
export function writeSignInReason(reason: SignInReason): URLSearchParams {
  return new URLSearchParams(reason === 'asked' ? {} : { reason });
}
