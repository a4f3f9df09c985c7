'use client';

import { useCallback, useState } from 'react';
import type { Sighting } from '@/lib/sightings/model';
import { rowKey } from './open-row';

export interface Selection {
  selected: ReadonlyMap<string, Sighting>;
  /** Selects or deselects the row. With `range`, selects all rows from the one that was selected last to this one. */
  select: (index: number, range: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

/** The selected rows. They are kept whole, so that a filter cannot lose them. */
export function useSelection(rows: Sighting[]): Selection {
  const [selected, setSelected] = useState<ReadonlyMap<string, Sighting>>(new Map());
  const [anchor, setAnchor] = useState<number | null>(null);

  const select = useCallback(
    (index: number, range: boolean) => {
      const from = range && anchor !== null ? anchor : index;
      const chosen = rows.slice(Math.min(from, index), Math.max(from, index) + 1);
      setSelected((before) => {
        const next = new Map(before);
        const [only] = chosen;
        if (chosen.length === 1 && only && next.has(rowKey(only))) next.delete(rowKey(only));
        else for (const row of chosen) next.set(rowKey(row), row);
        return next;
      });
      setAnchor(index);
    },
    [anchor, rows],
  );
  const selectAll = useCallback(
    () =>
      setSelected((before) =>
        rows.every((row) => before.has(rowKey(row))) ? new Map() : new Map(rows.map((row) => [rowKey(row), row])),
      ),
    [rows],
  );
  const clear = useCallback(() => setSelected(new Map()), []);
  return { selected, select, selectAll, clear };
}
