'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useCallback, useSyncExternalStore } from 'react';

/** The page that was asked for, and the page that was shown then. The navigation is over when that page is no longer shown. */
let going: { from: string; to: string } | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setGoing(to: string | null): void {
  if (to === null && going === null) return;
  going = to === null ? null : { from: window.location.pathname, to };
  for (const listener of listeners) listener();
}

/** The path of the page that is loading; null if none is. */
export function useGoing(): string | null {
  const pathname = usePathname();
  const asked = useSyncExternalStore(
    subscribe,
    () => going,
    () => null,
  );
  return asked?.from === pathname ? asked.to : null;
}

/** Navigates to a page of ours as a link does, and shows at once that it is loading. */
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
