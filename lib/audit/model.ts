/** What the audit holds. Browser-safe. */
import type { Instant } from '@/lib/shared/time';

/** What is recorded, as noun and verb. An entry keeps its action's name for ever: add names, never change one. */
export type AuditAction =
  | 'sign-in'
  | 'sign-out'
  | 'question'
  | 'import.start'
  | 'import.end'
  | 'import.cancel'
  | 'sightings.export'
  | 'verdict.set'
  | 'verdict.undo'
  | 'exclusion.add'
  | 'exclusion.change'
  | 'list.set'
  | 'list.remove';

/** Who did it. */
export interface AuditActor {
  /** The sign-in name, else the object id; `local` for a one-time link; `system` for the server itself. */
  id: string;
  name: string;
  /** Null: the server itself. */
  role: string | null;
  /** The client's address; null where there is none, or it is not known. */
  clientAddress: string | null;
}

/** What was done. It must hold no token and no row of telemetry. */
export interface AuditDeed {
  action: AuditAction;
  /** To what it was done, in words. */
  subject: string;
  /** More of it, as JSON. */
  detail?: Record<string, unknown>;
}

/** An entry as it is read; `action` is text, since a newer version may have written names that this one does not know. */
export interface AuditEntry {
  id: string;
  /** In microseconds, of the database's clock. */
  at: Instant;
  actor: AuditActor;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
}
