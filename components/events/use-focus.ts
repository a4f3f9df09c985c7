'use client';

import { type RefObject, useEffect, useRef } from 'react';
import type { GridHandle } from '@/components/table/grid';

/** Whether nothing has the focus yet. */
function isFocusFree(): boolean {
  const held = document.activeElement;
  return held === null || held === document.body || held.matches('main');
}

/** Gives a table the focus when its first rows are there, unless somebody has put it elsewhere by then. */
export function useFocusOnce(handle: RefObject<GridHandle | null>, isThere: boolean): void {
  const isDone = useRef(false);
  // The focus is the document's.
  useEffect(() => {
    if (!isThere || isDone.current) return;
    isDone.current = true;
    if (isFocusFree()) handle.current?.focus();
  }, [handle, isThere]);
}

/** Brings a section onto the screen as soon as the row that the keyboard is at would be off it. */
export function useInView(section: RefObject<HTMLElement | null>, active: number | null): void {
  // The scroll position is the browser's; the row moves within its table first.
  useEffect(() => {
    if (active === null) return;
    const frame = requestAnimationFrame(() => {
      const row = section.current?.querySelector(`[data-index="${active}"]`)?.getBoundingClientRect();
      if (row && row.bottom > window.innerHeight) section.current?.scrollIntoView({ block: 'start' });
    });
    return () => cancelAnimationFrame(frame);
  }, [section, active]);
}
