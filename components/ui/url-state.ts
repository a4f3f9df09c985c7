'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

/**
 * The URL is the state of a screen. `push` makes a step that the browser's Back undoes, `replace` does not. Neither
 * reloads, scrolls or moves the focus.
 */
export function useUrlState(): { search: URLSearchParams; push: Go; replace: Go } {
  const search = useSearchParams();
  const push = useCallback((next: URLSearchParams) => window.history.pushState(null, '', hrefOf(next)), []);
  const replace = useCallback((next: URLSearchParams) => window.history.replaceState(null, '', hrefOf(next)), []);
  return { search, push, replace };
}

type Go = (next: URLSearchParams) => void;

function hrefOf(search: URLSearchParams): string {
  const text = search.toString();
  return text === '' ? window.location.pathname : `${window.location.pathname}?${text}`;
}
