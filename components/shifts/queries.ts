'use client';

import { useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { paths } from '@/lib/routes/paths';
import { type Shift, type ShiftsPage, shiftsPage } from '@/lib/shifts/model';

/** The team’s shifts, and when this person last looked. */
export function useShifts() {
  return useQuery({
    queryKey: ['shifts'],
    queryFn: ({ signal }) => getJson(paths.api.shifts(), shiftsPage, signal),
  });
}

export function useSetShifts(done: () => void) {
  return useChange<{ shifts: Shift[]; ifRevision: number }, ShiftsPage>({
    send: (body) => sendJson({ method: 'PUT', path: paths.api.shifts(), body }, shiftsPage),
    stale: [['shifts'], ['sightings'], ['timeline'], ['device']],
    done,
    notDone: 'The shifts were not saved',
  });
}
