'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { GridHandle } from '@/components/table/grid';

/** Whether nothing has the focus yet. */
function isFocusFree(): boolean {
  const held = document.activeElement;
  return held === null || held === document.body || held.matches('main');
}

/** Focuses a table when its first rows arrive, unless something else has the focus by then. */
export function useFocusOnce(handle: RefObject<GridHandle | null>, isThere: boolean): void {
  const isDone = useRef(false);
  // The document holds the focus.
  useEffect(() => {
    if (!isThere || isDone.current) return;
    isDone.current = true;
    if (isFocusFree()) handle.current?.focus();
  }, [handle, isThere]);
}

/** Scrolls a section into view when the row that the keyboard is at is below the screen. */
export function useInView(section: RefObject<HTMLElement | null>, active: number | null): void {
  // The browser holds the scroll position. The table scrolls its row into view first.
  useEffect(() => {
    if (active === null) return;
    const frame = requestAnimationFrame(() => {
      const row = section.current?.querySelector(`[data-index="${active}"]`)?.getBoundingClientRect();
      if (row && row.bottom > window.innerHeight) section.current?.scrollIntoView({ block: 'start' });
    });
    return () => cancelAnimationFrame(frame);
  }, [section, active]);
}
