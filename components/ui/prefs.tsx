'use client';

import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { defaultPrefs, type Prefs, writePrefs } from '@/lib/shared/prefs';

interface Held {
  prefs: Prefs;
  change(part: Partial<Prefs>): void;
}

const context = createContext<Held>({ prefs: defaultPrefs, change: () => undefined });

/** Holds a person's choices and keeps them in the cookie; `initial` is what the server read from it. */
export function PrefsProvider({ initial, children }: { initial: Prefs; children: ReactNode }) {
  const [prefs, setPrefs] = useState(initial);
  const change = useCallback(
    (part: Partial<Prefs>) => {
      const next = { ...prefs, ...part };
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
      document.cookie = writePrefs(next);
      setPrefs(next);
    },
    [prefs],
  );
  const held = useMemo(() => ({ prefs, change }), [prefs, change]);
  return <context.Provider value={held}>{children}</context.Provider>;
}

export function usePrefs(): Held {
  return useContext(context);
}
