import type { User } from './tenant';

/** A user's sign-in in one browser. */
export interface SignIn {
  sid: string;
  user: User;
  /** Authentication contexts it has satisfied: `c1` after the extra step. */
  contexts: string[];
}
