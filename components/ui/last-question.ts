'use client';

import { useSyncExternalStore } from 'react';
import { paths } from '@/lib/routes/paths';

/** Kept for the tab, so that it outlives a reload. */
const KEY = 'last-question';
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The sightings page says what it is asked. */
export function rememberQuestion(search: string): void {
  window.sessionStorage.setItem(KEY, search);
  for (const listener of listeners) listener();
}

/** The way back to the sightings as this tab saw them last; the plain page when it has not. */
export function useSightingsHref(): string {
  const search = useSyncExternalStore(
    subscribe,
    () => window.sessionStorage.getItem(KEY) ?? '',
    () => '',
  );
  return paths.home(search);
}
