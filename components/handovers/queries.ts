'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { getJson } from '@/components/ui/fetch';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { type Handover, handoverSchema, handoversPage, type ItemPatch } from '@/lib/handover/model';
import { paths } from '@/lib/routes/paths';

/** How often the header looks whether a handover waits to be accepted. */
const EVERY_MS = 60_000;
const stale = [['handovers'], ['handover']];

export function useHandovers() {
  return useQuery({
    queryKey: ['handovers'],
    queryFn: ({ signal }) => getJson(paths.api.handovers(), handoversPage, signal),
    refetchInterval: EVERY_MS,
  });
}

/** One handover, compared with the one before it or with another. */
export function useHandover(id: string, compare: string | null) {
  const search = compare === null ? undefined : new URLSearchParams({ compare });
  return useQuery({
    queryKey: ['handover', id, compare],
    queryFn: ({ signal }) => getJson(paths.api.handover(id, search), handoverSchema, signal),
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}

/** Begins a handover, or brings the open draft up to the present. */
export function useDraft(done?: (handover: Handover) => void) {
  return useChange<void, Handover>({
    send: () => sendJson({ method: 'POST', path: paths.api.handovers() }, handoverSchema),
    stale,
    ...(done && { done }),
    notDone: 'The handover was not made',
  });
}

export interface HandoverEdit {
  summary?: string;
  items?: ItemPatch[];
}

/**
 * Changes of one draft are sent one after the other, each from the revision that the one before made. What somebody else wrote meanwhile
 * is a conflict.
 */
export function useEditHandover({ id, revision }: Pick<Handover, 'id' | 'revision'>) {
  const known = useRef(revision);
  useEffect(() => {
    known.current = Math.max(known.current, revision);
  }, [revision]);
  return useChange<HandoverEdit, Handover>({
    send: async (edit) => {
      const body = { ...edit, ifRevision: known.current };
      const after = await sendJson({ method: 'PATCH', path: paths.api.handover(id), body }, handoverSchema);
      known.current = after.revision;
      return after;
    },
    stale,
    scope: `handover ${id}`,
    notDone: 'The handover was not saved',
  });
}

/** Publishes or accepts. */
export function useStep(id: string, step: 'publish' | 'accept') {
  const path = step === 'publish' ? paths.api.publishHandover(id) : paths.api.acceptHandover(id);
  return useChange<{ ifRevision: number }, Handover>({
    send: (body) => sendJson({ method: 'POST', path, body }, handoverSchema),
    stale,
    notDone: `The handover was not ${step === 'publish' ? 'published' : 'accepted'}`,
  });
}

/** Asks, or answers a question. */
export function useQuestion(id: string) {
  return useChange<{ text: string } | { question: string; answer: string }, Handover>({
    send: (body) => sendJson({ method: 'POST', path: paths.api.askHandover(id), body }, handoverSchema),
    stale,
    notDone: 'The question was not sent',
  });
}
