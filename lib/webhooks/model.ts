/** Webhooks: where the team is told what happens, and of what. The contract of `/api/webhooks`, for both ends. Browser-safe. */
import { z } from 'zod';
import { storedId, storedName } from '@/lib/shared/stored-text';
import { instantSchema } from '@/lib/shared/time';

export const MOST_WEBHOOKS = 20;
const MOST_MINUTES = 24 * 60;

export const webhookForm = z.enum(['teams', 'slack', 'json']);
export type WebhookForm = z.infer<typeof webhookForm>;

/** What a webhook can tell of, in the order in which a message tells it. */
export const alertKinds = ['new-tool', 'approved-changed', 'watched-device', 'new-device', 'handover-unaccepted'] as const;
const alertKind = z.enum(alertKinds);
export type AlertKind = z.infer<typeof alertKind>;

/** The title of each, in messages and on the page. */
export const kindNames: Record<AlertKind, string> = {
  'new-tool': 'New tool',
  'approved-changed': 'Approved sighting changed',
  'watched-device': 'Watched device',
  'new-device': 'Tool on a new device',
  'handover-unaccepted': 'Handover not accepted',
};

/** Something that happened, as a message tells it. Texts of telemetry are as they are: each form makes them harmless in its own way. */
const sightingAlert = z.object({
  kind: z.enum(['new-tool', 'approved-changed', 'watched-device', 'new-device']),
  tool: z.string(),
  toolSlug: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  confidence: z.string(),
  firstSeen: instantSchema,
  lastSeen: instantSchema,
  /** On how many devices a new tool is. */
  devices: z.int(),
  /** A device that a new tool came to: whoever is told of the tool need not be told of it. */
  ofNewTool: z.boolean(),
  /** Who approved it, and what has changed since. */
  approvedBy: z.string().nullable(),
  changes: z.array(z.string()),
  /** The page of it, from `/`. */
  path: z.string(),
  /** Made-up telemetry. */
  sample: z.boolean(),
});
const handoverAlert = z.object({
  kind: z.literal('handover-unaccepted'),
  id: z.string(),
  shift: z.string(),
  by: z.string(),
  publishedAt: instantSchema,
  path: z.string(),
});
export const alertSchema = z.discriminatedUnion('kind', [sightingAlert, handoverAlert]);
export type Alert = z.infer<typeof alertSchema>;
export type SightingAlert = z.infer<typeof sightingAlert>;

/** How many alerts of each kind. */
export const countsSchema = z.partialRecord(alertKind, z.int());
export type Counts = z.infer<typeof countsSchema>;

const alerts = z
  .array(alertKind)
  .min(1, 'must name something to tell of')
  .transform((chosen) => alertKinds.filter((kind) => chosen.includes(kind)));
const url = z.string().trim().min(1, 'must not be empty').max(2000);
const minutes = z.int().min(0).max(MOST_MINUTES);

/** `POST /api/webhooks`. */
export const webhookInput = z.object({
  name: storedName(60),
  form: webhookForm,
  url,
  alerts,
  /** Minutes after the next shift's beginning. */
  unacceptedAfter: minutes.default(30),
});

/** `PATCH /api/webhooks/{id}`. What is left out stays as it is. */
export const webhookPatch = z.object({
  id: storedId,
  name: storedName(60).optional(),
  url: url.optional(),
  alerts: alerts.optional(),
  unacceptedAfter: minutes.optional(),
  paused: z.boolean().optional(),
  newSecret: z.literal(true).optional(),
  ifRevision: z.int().min(1).optional(),
});

const deliveryState = z.enum(['pending', 'sent', 'failed']);
const deliverySchema = z.object({
  id: z.string(),
  at: instantSchema,
  state: deliveryState,
  /** How many alerts it tells of or counts. */
  alerts: z.int(),
  tries: z.int(),
  triedAt: instantSchema,
  nextAt: instantSchema,
  /** The receiver's last HTTP status; null where it did not answer. */
  status: z.int().nullable(),
  /** Why it did not arrive; null where it did, or was not tried yet. */
  reason: z.string().nullable(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** A webhook as it is shown. Its address, which is a secret, never is. */
export const webhookSchema = z.object({
  id: z.string(),
  name: z.string(),
  form: webhookForm,
  host: z.string(),
  /** The last 4 characters of its address; '' for a short one. */
  ending: z.string(),
  alerts: z.array(alertKind),
  unacceptedAfter: z.int(),
  paused: z.boolean(),
  by: z.string(),
  at: instantSchema,
  revision: z.int(),
  /** Why nothing can be sent to it as things are, for people; null where it can. */
  fault: z.string().nullable(),
  /** Alerts that wait for the next message. */
  waiting: z.int(),
  /** Its last messages, newest first. */
  deliveries: z.array(deliverySchema),
});
export type Webhook = z.infer<typeof webhookSchema>;

/** The answer to whoever made or changed one. `secret`: what receivers check signatures with; it is shown this once. */
export const changedWebhook = z.object({ webhook: webhookSchema, secret: z.string().nullable() });

/** `GET /api/webhooks`. */
export const webhooksPage = z.object({
  /** Why nothing can be sent, and what to set; null where webhooks are on. */
  off: z.string().nullable(),
  /** The entries of NOTIFY_ALLOW; only for a Lead. */
  allowed: z.array(z.string()),
  /** Why only handovers are told of: no history is kept. */
  noHistory: z.string().nullable(),
  webhooks: z.array(webhookSchema),
});
export type WebhooksPage = z.infer<typeof webhooksPage>;

/** `POST /api/webhooks/{id}/test`: what the receiver answered. */
export const testResult = z.object({
  ok: z.boolean(),
  status: z.int().nullable(),
  /** What the receiver said, or why it was not reached. */
  words: z.string(),
});
export type TestResult = z.infer<typeof testResult>;
