'use client';

import { useSearchParams } from 'next/navigation';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { Zone } from '@/lib/shared/format';
import { isZone } from '@/lib/shared/hours';
import { defaultPrefs, type Prefs, writePrefs, ZONE_PARAM } from '@/lib/shared/prefs';

interface Held {
  prefs: Prefs;
  change(part: Partial<Prefs>): void;
  /** The zone that the opened link names; null if it names none, or the person has chosen another since. */
  linkZone: Zone | null;
}

const context = createContext<Held>({ prefs: defaultPrefs, change: () => undefined, linkZone: null });

/** Holds a person's choices and keeps them in the cookie; `initial` is what the server read from it. */
export function PrefsProvider({ initial, children }: { initial: Prefs; children: ReactNode }) {
  const [prefs, setPrefs] = useState(initial);
  const asked = useSearchParams().get(ZONE_PARAM);
  const [link, setLink] = useState({ asked, zone: zoneOf(asked) });
  // The zone stays when the parameter goes: the next question does not write it, but is read in the same zone.
  if (asked !== link.asked) setLink({ asked, zone: zoneOf(asked) ?? link.zone });
  const change = useCallback(
    (part: Partial<Prefs>) => {
      const next = { ...prefs, ...part };
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
      document.cookie = writePrefs(next);
      setPrefs(next);
      if (part.clock !== undefined) setLink((held) => ({ ...held, zone: null }));
    },
    [prefs],
  );
  const held = useMemo(() => ({ prefs, change, linkZone: link.zone }), [prefs, change, link.zone]);
  return <context.Provider value={held}>{children}</context.Provider>;
}

const zoneOf = (asked: string | null) => (asked !== null && isZone(asked) ? asked : null);

export function usePrefs(): Held {
  return useContext(context);
}
