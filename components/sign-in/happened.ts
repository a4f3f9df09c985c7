import { refusalWords } from '@/lib/auth/entra/model';
import type { SignInReason } from '@/lib/auth/params';

/** What happened, which the page says before what to do. For a bad link it does not say which of the three reasons it is. */
export const happened: Record<Exclude<SignInReason, 'asked'>, string> = {
  'signed-out': 'You are signed out.',
  expired: 'Your session has ended. Sign in again and you are back where you were.',
  'step-up': 'Your organisation asks for one more proof of who you are. Sign in again and you are back where you were.',
  'bad-link': 'This sign-in link does not work. It was used before, it is too old, or part of it is missing.',
  'no-links': 'This server takes no sign-in links. Sign in with your Microsoft account.',
  ...refusalWords,
};

/** Whether something went wrong, as opposed to a usual reason for signing in. */
export function isBad(reason: SignInReason): boolean {
  return !['asked', 'signed-out', 'expired', 'step-up'].includes(reason);
}
