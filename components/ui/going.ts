'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useSyncExternalStore } from 'react';

/** The path of the page that was asked for and is not there yet. */
let going: string | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setGoing(pathname: string | null): void {
  if (pathname === going) return;
  going = pathname;
  for (const listener of listeners) listener();
}

export function useGoing(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => going,
    () => null,
  );
}

/** Goes to a page of ours as a link does, and shows at once that it does. */
export function useGo(): (path: string) => void {
  const router = useRouter();
  return useCallback(
    (path) => {
      const { pathname } = new URL(path, window.location.href);
      if (pathname !== window.location.pathname) setGoing(pathname);
      router.push(path);
    },
    [router],
  );
}
