/** Notes on a device, and who watches it: the contract of `/api/devices/{id}/notes` and `/watch`, for both ends. Browser-safe. */
import { z } from 'zod';
import { storedId, storedName, storedText } from '@/lib/shared/stored-text';

const MAX_NOTE = 10_000;
/** The most notes on one device, each revision counted: their page reads all of them. */
export const MOST_NOTES = 500;
/** The most devices that one person watches. */
export const MOST_WATCHED = 1000;
const deviceId = storedText(200).min(1, 'must not be empty');

/** A note as it reads now. */
const deviceNoteSchema = z.object({
  id: z.string(),
  /** 1 as it was first written. */
  revision: z.int(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  /** Who wrote it first, and when. */
  writtenBy: z.string(),
  writtenAt: z.string(),
  /** Whether the person who asks may rewrite it. */
  mayEdit: z.boolean(),
});
export type DeviceNote = z.infer<typeof deviceNoteSchema>;

/** `GET /api/devices/{id}/notes`. `watching`: who asks watches the device. */
export const deviceNotesSchema = z.object({ notes: z.array(deviceNoteSchema), watching: z.boolean() });
export type DeviceNotes = z.infer<typeof deviceNotesSchema>;

/** `POST /api/devices/{id}/notes`. With an `id`, that note is written anew. */
export const deviceNoteInput = z.object({
  deviceId,
  text: storedName(MAX_NOTE),
  id: storedId.optional(),
  ifRevision: z.int().min(1).optional(),
});

export const watchInput = z.object({ deviceId });
export const watchSchema = z.object({ watching: z.boolean() });
export type Watch = z.infer<typeof watchSchema>;
