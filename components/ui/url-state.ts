'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import { setGoing } from './going';

type Go = (next: URLSearchParams) => void;

/**
 * Queries that were pushed but that Next has not rendered yet. Next renders in a transition, which waits for whatever is
 * loading, but a key press must show its effect at once.
 */
let ahead: readonly string[] = [];
let aheadOf = '';
let known = '';
const listeners = new Set<() => void>();
let isBack = false;

/** Whether the state on the screen was reached by the browser's Back or Forward. */
export function wentBack(): boolean {
  return isBack;
}

function setAhead(next: readonly string[]): void {
  if (next === ahead) return;
  ahead = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  const onBack = () => {
    isBack = true;
    setAhead([]);
  };
  listeners.add(listener);
  window.addEventListener('popstate', onBack);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', onBack);
  };
}

/**
 * The pushed queries that Next has yet to render, now that it shows `shown`: those after it, or none if something else
 * navigated.
 */
function caughtUp(shown: string): void {
  const at = ahead.lastIndexOf(shown);
  if (at !== -1) setAhead(ahead.slice(at + 1));
  else if (shown !== known) setAhead([]);
  known = shown;
}

/**
 * The URL is the state of a screen. `push` makes a step that Back undoes, `replace` does not. Neither reloads the page, scrolls
 * or moves the focus.
 */
export function useUrlState(): { search: URLSearchParams; push: Go; replace: Go } {
  const shown = useSearchParams().toString();
  const page = usePathname();
  const newest = useSyncExternalStore(
    subscribe,
    () => (aheadOf === page ? ahead.at(-1) : undefined),
    () => undefined,
  );
  const text = newest ?? shown;
  // Next’s router holds the URL too. Only a render tells that it has caught up.
  useEffect(() => caughtUp(shown), [shown]);
  const search = useMemo(() => new URLSearchParams(text), [text]);
  const push = useCallback((next: URLSearchParams) => go(next, 'pushState'), []);
  const replace = useCallback((next: URLSearchParams) => go(next, 'replaceState'), []);
  return { search, push, replace };
}

function go(next: URLSearchParams, how: 'pushState' | 'replaceState'): void {
  const text = next.toString();
  isBack = false;
  setGoing(null); // Next drops a page that is on its way when the URL changes under it
  window.history[how](null, '', text === '' ? window.location.pathname : `${window.location.pathname}?${text}`);
  const before = aheadOf === window.location.pathname ? ahead : [];
  aheadOf = window.location.pathname;
  setAhead([...before, text]);
}
