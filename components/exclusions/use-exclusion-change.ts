'use client';

import type { QueryKey } from '@tanstack/react-query';
import { z } from 'zod';
import { expected } from '@/components/writes/expected';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { type Exclusion, type ExclusionsPage, exclusionSchema, type NamedList, namedList } from '@/lib/exclusions/model';
import { paths } from '@/lib/routes/paths';

/** All queries: nearly every answer depends on which exclusions are active, even the KQL of hunts and links. */
export const stale: QueryKey[] = [[]];

export type Patch =
  | { exclusion: Exclusion; action: 'approve' | 'off' }
  | { exclusion: Exclusion; action: 'extend'; expiresAt: string };

/** Approves, extends or turns off an exclusion. The screen shows the new state at once. */
export function useExclusionChange() {
  return useChange<Patch, Exclusion>({
    send: ({ exclusion, ...change }) =>
      sendJson(
        { method: 'PATCH', path: paths.api.exclusion(exclusion.id), body: { ...change, ifRevision: exclusion.revision } },
        exclusionSchema,
      ),
    expected: (patch) => [
      expected<ExclusionsPage>(['exclusions'], (page) => ({
        ...page,
        exclusions: page.exclusions.map((one) => (one.id === patch.exclusion.id ? { ...one, ...after(patch) } : one)),
      })),
    ],
    stale,
    notDone: 'The exclusion was not changed',
  });
}

function after(patch: Patch): Partial<Exclusion> {
  if (patch.action === 'off') return { status: 'off', expiresSoon: false };
  return 'expiresAt' in patch ? { expiresAt: patch.expiresAt, expiresSoon: false } : { status: 'active' };
}

export interface NewExclusion {
  name: string;
  tool: string | null;
  where: unknown;
  reason: string;
  owner?: string;
  expiresAt: string;
}

/** Proposes an exclusion, or adds it where a Lead asks. */
export function useNewExclusion(done: (exclusion: Exclusion) => void) {
  return useChange<NewExclusion, Exclusion>({
    send: (body) => sendJson({ method: 'POST', path: paths.api.exclusions(), body }, exclusionSchema),
    stale,
    done,
    notDone: 'The exclusion was not saved',
  });
}

export type SetList = Pick<NamedList, 'name' | 'kind' | 'entries'> & { ifRevision: number };

export function useSetList(done: () => void) {
  return useChange<SetList, NamedList>({
    send: ({ name, ...body }) => sendJson({ method: 'PUT', path: paths.api.list(name), body }, namedList),
    stale,
    done,
    notDone: 'The list was not saved',
  });
}

export function useRemoveList() {
  return useChange<string, unknown>({
    send: (name) => sendJson({ method: 'DELETE', path: paths.api.list(name) }, z.object({})),
    stale: [['lists']],
    notDone: 'The list was not removed',
  });
}
