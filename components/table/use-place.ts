'use client';

import { type RefObject, type UIEvent, useLayoutEffect, useRef, useState } from 'react';
import { wentBack } from '@/components/ui/url-state';

/** The scroll position of each list in pixels, kept as long as the tab is open. */
const offsets = new Map<string, number>();

/**
 * Remembers the scroll position of a list. Back finds the list where it was; an answer to another question starts at its first
 * row.
 */
export function usePlace(
  place: string,
  scroller: RefObject<HTMLElement | null>,
): {
  initialOffset: number;
  /** The list was on the screen before. */
  wasHere: boolean;
  /** To be called on each scroll. */
  keep: (event: UIEvent<HTMLElement>) => void;
} {
  const [first] = useState(() => offsets.get(place));
  const current = useRef(place);
  const keep = (event: UIEvent<HTMLElement>) => offsets.set(place, event.currentTarget.scrollTop);

  // The browser holds the scroll position. It must be set before the next scroll event, whose position would otherwise be kept
  // for the new list.
  useLayoutEffect(() => {
    if (current.current === place) return;
    current.current = place;
    if (scroller.current) scroller.current.scrollTop = wentBack() ? (offsets.get(place) ?? 0) : 0;
  }, [place, scroller]);
  return { initialOffset: first ?? 0, wasHere: first !== undefined, keep };
}
