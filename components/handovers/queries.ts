'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { getJson } from '@/components/ui/fetch';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { type Handover, handoverSchema, handoversPage, type ItemPatch } from '@/lib/handover/model';
import { paths } from '@/lib/routes/paths';

/** How often the header asks whether a handover waits to be accepted. */
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

/** Makes a draft, or brings the open draft up to the present. */
export function useDraft(done?: (handover: Handover) => void) {
  return useChange<void, Handover>({
    send: () => sendJson({ method: 'POST', path: paths.api.handovers() }, handoverSchema),
    stale,
    done: (handover) => {
      see(handover);
      done?.(handover);
    },
    notDone: 'The handover was not made',
  });
}

export interface HandoverEdit {
  summary?: string;
  items?: ItemPatch[];
}

/**
 * The latest known revision of each handover. A page’s own changes follow each other faster than it renders, so props may lag
 * behind.
 */
const seen = new Map<string, number>();
const see = ({ id, revision }: Pick<Handover, 'id' | 'revision'>) => seen.set(id, Math.max(seen.get(id) ?? 0, revision));

function useSeen({ id, revision }: Pick<Handover, 'id' | 'revision'>): void {
  useEffect(() => {
    see({ id, revision });
  }, [id, revision]);
}

/** Changes of one handover are sent one after the other, so that each can name the revision that the one before made. */
const scopeOf = (id: string) => `handover ${id}`;

/** Changes a draft. It is a conflict if somebody else has changed the draft meanwhile. */
export function useEditHandover({ id, revision }: Pick<Handover, 'id' | 'revision'>) {
  useSeen({ id, revision });
  return useChange<HandoverEdit, Handover>({
    send: (edit) =>
      sendJson({ method: 'PATCH', path: paths.api.handover(id), body: { ...edit, ifRevision: seen.get(id) } }, handoverSchema),
    stale,
    scope: scopeOf(id),
    done: see,
    notDone: 'The handover was not saved',
  });
}

/** Publishes or accepts, after pending changes are saved. */
export function useStep({ id, revision }: Pick<Handover, 'id' | 'revision'>, step: 'publish' | 'accept') {
  useSeen({ id, revision });
  const path = step === 'publish' ? paths.api.publishHandover(id) : paths.api.acceptHandover(id);
  return useChange<void, Handover>({
    send: () => sendJson({ method: 'POST', path, body: { ifRevision: seen.get(id) } }, handoverSchema),
    stale,
    scope: scopeOf(id),
    done: see,
    notDone: `The handover was not ${step === 'publish' ? 'published' : 'accepted'}`,
  });
}

/** Asks a question, or answers one. */
export function useQuestion(id: string) {
  return useChange<{ text: string } | { question: string; answer: string }, Handover>({
    send: (body) => sendJson({ method: 'POST', path: paths.api.askHandover(id), body }, handoverSchema),
    stale,
    scope: scopeOf(id),
    done: see,
    notDone: 'The question was not sent',
  });
}
