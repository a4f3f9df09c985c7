/** What the audit holds. Browser-safe. */
import { z } from 'zod';
import { instantSchema } from '@/lib/shared/time';

/** What is recorded, as noun and verb, and its words. An entry keeps its action's name for ever: add names, never change one. */
export const auditActions = {
  'sign-in': 'Signed in',
  'sign-out': 'Signed out',
  question: 'Asked',
  'import.start': 'Started an import',
  'import.end': 'Import ended',
  'import.cancel': 'Cancelled an import',
  'sightings.export': 'Exported sightings',
  'verdict.set': 'Set a verdict',
  'verdict.undo': 'Took a verdict back',
  'device.note': 'Wrote a note on a device',
  'device.watch': 'Watched a device, or stopped',
  'exclusion.add': 'Added an exclusion',
  'exclusion.change': 'Changed an exclusion',
  'list.set': 'Set a list',
  'list.remove': 'Removed a list',
  'view.add': 'Saved a view',
  'view.change': 'Changed a view',
  'view.remove': 'Deleted a view',
  'shift.set': 'Set the shifts',
  'link.add': 'Shared a link',
  'link.open': 'Opened a frozen link',
  'link.revoke': 'Revoked a link',
  'handover.draft': 'Began a handover',
  'handover.change': 'Changed a handover',
  'handover.publish': 'Published a handover',
  'handover.accept': 'Accepted a handover',
  'handover.question': 'Asked about a handover, or answered',
  'webhook.add': 'Added a webhook',
  'webhook.change': 'Changed a webhook',
  'webhook.remove': 'Deleted a webhook',
  'webhook.test': 'Tested a webhook',
  'history.sweep': 'Swept for the history',
  'sample.write': 'Wrote the sample shift',
  'sample.remove': 'Removed the sample shift',
  'audit.export': 'Exported the audit',
  'audit.retention': 'Removed old audit entries',
} as const;
export type AuditAction = keyof typeof auditActions;

/** An action in words; the name itself where a newer version wrote one that this one does not know. */
export function actionWords(action: string): string {
  return Object.entries(auditActions).find(([name]) => name === action)?.[1] ?? action;
}
/** Who did it. */
const auditActorSchema = z.object({
  /** The sign-in name, else the object id; `local` for a one-time link; `system` for the server itself. */
  id: z.string(),
  name: z.string(),
  /** Null: the server itself. */
  role: z.string().nullable(),
  /** The client's address; null where there is none, or it is not known. */
  clientAddress: z.string().nullable(),
});
export type AuditActor = z.infer<typeof auditActorSchema>;

/** What was done. It must hold no token and no row of telemetry. */
export interface AuditDeed {
  action: AuditAction;
  /** To what it was done, in words. */
  subject: string;
  /** More of it, as JSON. */
  detail?: Record<string, unknown>;
}

/** An entry as it is read; `action` is text, since a newer version may have written names that this one does not know. */
const auditEntrySchema = z.object({
  id: z.string(),
  /** In microseconds, of the database's clock. */
  at: instantSchema,
  actor: auditActorSchema,
  action: z.string(),
  subject: z.string(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `GET /api/audit`: newest first; `nextCursor` is null on the last page. */
export const auditPageSchema = z.object({
  entries: z.array(auditEntrySchema),
  nextCursor: z.string().nullable(),
  /** The names of devices whose ids stand in the entries, as far as the server knows them without asking the telemetry. */
  deviceNames: z.record(z.string(), z.string()).default({}),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** Somebody who did something, as the filter of the audit page names them. */
export type AuditName = Pick<AuditActor, 'id' | 'name'>;
