'use client';

import { useCallback, useMemo, useState } from 'react';
import type { Sighting } from '@/lib/sightings/model';
import { rowKey } from './open-row';

export interface Rows {
  /** Index of the row that the keyboard is at. */
  active: number | null;
  setActive: (key: string) => void;
  selected: ReadonlyMap<string, Sighting>;
  select: (index: number, range: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

/**
 * Which row is active, at first the one that the link opened, and which are selected. Both follow their row, not its place,
 * when the order changes; selected rows are kept whole, since a filter must not lose what was chosen.
 */
export function useRows(rows: Sighting[], open: string | null): Rows {
  const [activeKey, setActive] = useState(open);
  const active = useMemo(() => {
    const index = activeKey === null ? -1 : rows.findIndex((row) => rowKey(row) === activeKey);
    return index === -1 ? null : index;
  }, [rows, activeKey]);
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
  return { active, setActive, selected, select, selectAll, clear };
}
