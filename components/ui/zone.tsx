'use client';

import { useCallback } from 'react';
import type { Zone } from '@/lib/shared/format';
import type { Prefs } from '@/lib/shared/prefs';
import { usePrefs } from './prefs';

/**
 * The zone of every time on the screen, and the switch between UTC and the browser’s zone. `clock` is `link` if a link has
 * asked for a third zone.
 */
export function useZone(): { zone: Zone; clock: Prefs['clock'] | 'link'; setZone: (clock: Prefs['clock']) => void } {
  const { prefs, change, linkZone } = usePrefs();
  const setZone = useCallback(
    (clock: Prefs['clock']) => change({ clock, local: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    [change],
  );
  if (linkZone !== null) {
    const clock = linkZone === 'UTC' ? 'utc' : linkZone === prefs.local ? 'local' : 'link';
    return { zone: linkZone, clock, setZone };
  }
  return { zone: prefs.clock === 'utc' ? 'UTC' : prefs.local, clock: prefs.clock, setZone };
}
