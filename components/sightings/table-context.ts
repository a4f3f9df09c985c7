'use client';

import { createContext, useContext } from 'react';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { SortKey } from '@/lib/sightings/fields';
import { defaultParams, type SightingsParams } from '@/lib/sightings/params';

/** What the table's cells and headers need besides their row. */
export interface TableContext {
  sort: SightingsParams['sort'];
  onSort: (key: SortKey) => void;
  /** The window of the answer on screen. */
  window: Window | undefined;
  /** The devices that the person watches. */
  watched: ReadonlySet<string>;
  /**
   * Since when a row counts as new, and how far before the window the tool was looked for; undefined until there is an answer.
   */
  newSince: Instant | undefined;
  lookbackFrom: Instant | undefined;
  /** The answer on the screen is still to the previous question. */
  stale: boolean;
  /** The tools that have a colour; null where all have. */
  coloured: ReadonlySet<string> | null;
  /** Length of an activity bucket. */
  step: string;
  /** The page of a device over the window on the screen, with a tool marked. */
  deviceHref: (deviceId: string, toolSlug: string) => string;
  onSelect: (index: number, range: boolean) => void;
  allSelected: boolean;
  someSelected: boolean;
  onSelectLoaded: () => void;
}

export const tableContext = createContext<TableContext>({
  sort: defaultParams.sort,
  onSort: () => undefined,
  window: undefined,
  watched: new Set(),
  newSince: undefined,
  lookbackFrom: undefined,
  stale: false,
  coloured: null,
  step: '1h',
  deviceHref: () => '',
  onSelect: () => undefined,
  allSelected: false,
  someSelected: false,
  onSelectLoaded: () => undefined,
});

export function useTableContext(): TableContext {
  return useContext(tableContext);
}
