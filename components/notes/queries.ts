'use client';

import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/ui/fetch';
import { expected } from '@/components/writes/expected';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { paths } from '@/lib/routes/paths';
import { type DeviceNotes, deviceNotesSchema, watchSchema } from '@/lib/triage/notes/model';

const keyOf = (deviceId: string) => ['device notes', deviceId];

/** The notes on a device, and whether the person watches it. */
export function useDeviceNotes(deviceId: string) {
  return useQuery({
    queryKey: keyOf(deviceId),
    queryFn: ({ signal }) => getJson(paths.api.deviceNotes(deviceId), deviceNotesSchema, signal),
  });
}

export interface WrittenNote {
  text: string;
  id?: string;
  ifRevision?: number;
}

/** Adds or rewrites a note. The form stays open until the server has stored it, so nothing needs to be shown earlier. */
export function useWriteNote(deviceId: string) {
  return useChange<WrittenNote, unknown>({
    send: (body) => sendJson({ method: 'POST', path: paths.api.deviceNotes(deviceId), body }, z.unknown()),
    stale: [keyOf(deviceId)],
    notDone: 'The note was not saved',
  });
}

export function useWatch(deviceId: string) {
  return useChange<boolean, unknown>({
    send: (wanted) => sendJson({ method: wanted ? 'PUT' : 'DELETE', path: paths.api.deviceWatch(deviceId) }, watchSchema),
    expected: (watching) => [expected<DeviceNotes>(keyOf(deviceId), (notes) => ({ ...notes, watching }))],
    stale: [keyOf(deviceId), ['sightings'], ['timeline']],
    notDone: 'The watch was not changed',
  });
}
