'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { wentBack } from '@/components/ui/url-state';

/** How far down each list was, in pixels, for as long as the tab lives. */
const offsets = new Map<string, number>();

/**
 * Remembers how far down a list is. A list that one comes back to stands where it stood; another question is read from its
 * first row.
 */
export function usePlace(
  place: string,
  scroller: RefObject<HTMLElement | null>,
): { initialOffset: number /** It was on the screen before. */; wasHere: boolean } {
  const [first] = useState(() => offsets.get(place));
  const current = useRef(place);

  // The scroll position is the browser's.
  useEffect(() => {
    const element = scroller.current;
    const keep = () => element && offsets.set(current.current, element.scrollTop);
    element?.addEventListener('scroll', keep, { passive: true });
    return () => element?.removeEventListener('scroll', keep);
  }, [scroller]);
  useEffect(() => {
    if (current.current === place) return;
    current.current = place;
    if (scroller.current) scroller.current.scrollTop = wentBack() ? (offsets.get(place) ?? 0) : 0;
  }, [place, scroller]);
  return { initialOffset: first ?? 0, wasHere: first !== undefined };
}
