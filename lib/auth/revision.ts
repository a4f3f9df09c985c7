import { Fault } from '@/lib/shared/errors';

/** A row that several people change: each change makes its revision one higher. */
export interface Revised {
  revision: number;
}

/**
 * Throws a Fault `conflict` that carries `current` unless the change was made from the current revision. With `ifRevision` undefined
 * the change is wanted whatever the row holds. `what` names the row for people. Read the row FOR UPDATE before.
 */
export function requireRevision(ifRevision: number | undefined, current: Revised, what: string): void {
  if (ifRevision === undefined || ifRevision === current.revision) return;
  throw new Fault('conflict', `${what} was changed by somebody else meanwhile.`, { state: current });
}
