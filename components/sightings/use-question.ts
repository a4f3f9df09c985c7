'use client';

import { useCallback, useEffect, useMemo } from 'react';
import { rememberQuestion } from '@/components/ui/last-question';
import { useUrlState } from '@/components/ui/url-state';
import type { Notice } from '@/lib/query/model';
import { parseSightingsParams, type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import { VIEW_PARAM } from '@/lib/views/model';
import { OPEN_PARAM, readOpenRow } from './open-row';

export type Ask = (params: SightingsParams, how?: 'push' | 'replace') => void;

export interface Question {
  params: SightingsParams;
  /** What the URL says that could not be understood. */
  notices: Notice[];
  ask: Ask;
  /** The key of the row that is open beside the table. */
  open: string | null;
  setOpen: (key: string | null, how?: 'push' | 'replace') => void;
}

/** The question in the URL, and how to ask another. Which row is open belongs to the URL too, so that a link restores it. */
export function useQuestion(): Question {
  const { search, push, replace } = useUrlState();
  const parsed = useMemo(() => parseSightingsParams(new URLSearchParams(search)), [search]);
  const open = readOpenRow(search.get(OPEN_PARAM));
  const view = search.get(VIEW_PARAM);
  // Session storage keeps the question, so that other pages lead back to it, even after a reload.
  useEffect(() => rememberQuestion(search.toString()), [search]);

  const ask: Ask = useCallback(
    (params, how = 'push') => {
      const next = writeSightingsParams(params);
      if (open !== null) next.set(OPEN_PARAM, open);
      if (view !== null) next.set(VIEW_PARAM, view);
      (how === 'push' ? push : replace)(next);
    },
    [open, view, push, replace],
  );
  const setOpen = useCallback(
    (key: string | null, how: 'push' | 'replace' = 'push') => {
      const next = new URLSearchParams(search);
      if (key === null) next.delete(OPEN_PARAM);
      else next.set(OPEN_PARAM, key);
      (how === 'push' ? push : replace)(next);
    },
    [search, push, replace],
  );
  return { ...parsed, ask, open, setOpen };
}
