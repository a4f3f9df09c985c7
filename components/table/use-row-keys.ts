'use client';

import { type MouseEvent, type RefObject, useCallback, useMemo, useState } from 'react';
import { useKeys } from '@/components/ui/keys';
import type { GridHandle } from './grid';

interface Options<Row> {
  rows: Row[];
  /** The key of a row: `open` holds it and the table uses it as id. It must be the same function at every render. */
  keyOf: (row: Row) => string;
  /** The key of the row that is open beside the table. */
  open: string | null;
  setOpen: (key: string | null, how?: 'push' | 'replace') => void;
  /** Opens the row’s own page, which is one step further than the panel. */
  onGo: (row: Row) => void;
  handle: RefObject<GridHandle | null>;
  panel: RefObject<HTMLElement | null>;
}

/** Controls inside a row: a click on one does not open the row. */
const control = 'a, button, input, label, select, textarea, [role="slider"], [role="menu"]';

/**
 * Moves through a table by keyboard, and opens rows beside it by key or click. At first the active row is the open one. It
 * stays active when the order of the rows changes.
 */
export function useRowKeys<Row>({ rows, keyOf, open, setOpen, onGo, handle, panel }: Options<Row>): {
  /** The index of the row that the keyboard is at. */
  active: number | null;
  onRowClick: (index: number, event: MouseEvent) => void;
  /** Closes the panel and moves the focus to the rows. */
  close: () => void;
} {
  const [activeKey, setActiveKey] = useState(open);
  /**
   * The index of the last active row. If a decision removes that row from the list, the keyboard goes on from the row that
   * takes its place.
   */
  const [place, setPlace] = useState<number | null>(null);
  const active = useMemo(() => {
    const index = activeKey === null ? -1 : rows.findIndex((row) => keyOf(row) === activeKey);
    return index === -1 ? null : index;
  }, [rows, keyOf, activeKey]);

  const inPanel = () => panel.current?.contains(document.activeElement) ?? false;
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[next];
    if (!row) return;
    setActiveKey(keyOf(row));
    setPlace(next);
    handle.current?.scrollTo(next);
    if (!inPanel()) handle.current?.focus();
    if (open !== null) setOpen(keyOf(row), 'replace');
  };
  const step = (by: number) => {
    if (active !== null) moveTo(active + by);
    else if (place !== null) moveTo(by > 0 ? place : place - 1);
    else moveTo(by > 0 ? 0 : rows.length - 1);
  };
  const screenful = () => handle.current?.screenful() ?? 1;
  const openActive = () => {
    const row = active === null ? undefined : rows[active];
    if (!row) return;
    if (open === keyOf(row)) onGo(row);
    else setOpen(keyOf(row));
  };
  /** Moves the focus to the rows first, because closing the panel may remove the focused element. */
  const close = () => {
    handle.current?.focus();
    setOpen(null);
  };
  /** While the panel has the focus, these keys scroll it, as the browser does by itself. */
  const inTable = (move: () => void) => () => (inPanel() ? false : move());
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: inTable(() => step(1)),
    ArrowUp: inTable(() => step(-1)),
    PageDown: inTable(() => step(screenful())),
    PageUp: inTable(() => step(-screenful())),
    Home: inTable(() => moveTo(0)),
    End: inTable(() => moveTo(rows.length - 1)),
    Enter: openActive,
    ArrowRight: () => (panel.current && !inPanel() ? panel.current.focus() : false),
    ArrowLeft: () => (inPanel() ? handle.current?.focus() : false),
    Escape: () => (open === null ? false : close()),
  });

  const onRowClick = useCallback(
    (index: number, event: MouseEvent) => {
      const row = rows[index];
      const onControl = event.target instanceof Element && event.target.closest(control) !== null;
      if (!row || onControl || window.getSelection()?.type === 'Range') return;
      setActiveKey(keyOf(row));
      setPlace(index);
      setOpen(keyOf(row), open === null ? 'push' : 'replace');
    },
    [rows, keyOf, open, setOpen],
  );
  return { active, onRowClick, close };
}
