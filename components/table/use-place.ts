'use client';

import { type RefObject, type UIEvent, useLayoutEffect, useRef, useState } from 'react';
import { wentBack } from '@/components/ui/url-state';

/** How far down each list was, in pixels, for as long as the tab lives. */
const offsets = new Map<string, number>();

/**
 * Remembers how far a list is scrolled. Back finds the list where it was; the answer to another question starts at its
 * first row.
 */
export function usePlace(
  place: string,
  scroller: RefObject<HTMLElement | null>,
): {
  initialOffset: number;
  /** It was on the screen before. */
  wasHere: boolean;
  /** To be told of each scroll. */
  keep: (event: UIEvent<HTMLElement>) => void;
} {
  const [first] = useState(() => offsets.get(place));
  const current = useRef(place);
  const keep = (event: UIEvent<HTMLElement>) => offsets.set(place, event.currentTarget.scrollTop);

  // The browser holds the scroll position. It must be set before the next scroll event, which would be kept for the new list.
  useLayoutEffect(() => {
    if (current.current === place) return;
    current.current = place;
    if (scroller.current) scroller.current.scrollTop = wentBack() ? (offsets.get(place) ?? 0) : 0;
  }, [place, scroller]);
  return { initialOffset: first ?? 0, wasHere: first !== undefined, keep };
}
