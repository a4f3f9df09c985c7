/** The sign-in page's URL: why one is there. Browser-safe. */
import { z } from 'zod';
import { refusals } from './entra/model';

/** Why somebody sees the sign-in page: `step-up` is a claims challenge, the rest of what is not here Entra's refusals. */
export const signInReasons = ['asked', 'signed-out', 'bad-link', 'no-links', 'expired', 'step-up', ...refusals] as const;
const signInReasonSchema = z.enum(signInReasons).catch('asked');
export type SignInReason = z.infer<typeof signInReasonSchema>;

/** The reason in a query; anything unknown is `asked`. Never throws. */
export function parseSignInReason(query: Record<string, string | string[] | undefined>): SignInReason {
  return signInReasonSchema.parse(query.reason);
}

/** The query that parses to the reason; the default is not written. */
export function writeSignInReason(reason: SignInReason): URLSearchParams {
  return new URLSearchParams(reason === 'asked' ? {} : { reason });
}
