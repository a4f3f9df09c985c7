'use client';

import { useCallback, useState } from 'react';
import type { Sighting } from '@/lib/sightings/model';
import { rowKey } from './open-row';

export interface Rows {
  /** Index of the row that the keyboard is at. */
  active: number | null;
  setActive: (index: number | null) => void;
  selected: ReadonlyMap<string, Sighting>;
  select: (index: number, range: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

/** Which row is active and which are selected. Selected rows are kept whole: a filter must not lose what was chosen. */
export function useRows(rows: Sighting[]): Rows {
  const [active, setActive] = useState<number | null>(null);
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
  return { active: active !== null && active < rows.length ? active : null, setActive, selected, select, selectAll, clear };
}
