'use client';

import { useSyncExternalStore } from 'react';
import { paths } from '@/lib/routes/paths';

/** The question is kept for the tab, so that it survives a reload. */
const KEY = 'last-question';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Stores the query string of the sightings page. */
export function rememberQuestion(search: string): void {
  window.sessionStorage.setItem(KEY, search);
  for (const listener of listeners) listener();
}

/** The path of the sightings page with the query string that this tab used last, or without one. */
export function useSightingsHref(): string {
  const search = useSyncExternalStore(
    subscribe,
    () => window.sessionStorage.getItem(KEY) ?? '',
    () => '',
  );
  return paths.home(search);
}
