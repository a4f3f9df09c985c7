/** The sign-in page's URL: why one is there. Browser-safe. */
import { type SignInReason, signInReasonSchema } from './model';

/** The reason in a query; anything unknown is `asked`. Never throws. */
export function parseSignInReason(query: Record<string, string | string[] | undefined>): SignInReason {
  return signInReasonSchema.parse(query.reason);
}

/** The query that parses to the reason; the default is not written. */
export function writeSignInReason(reason: SignInReason): URLSearchParams {
  return new URLSearchParams(reason === 'asked' ? {} : { reason });
}
