'use client';

import { useCallback } from 'react';
import type { Zone } from '@/lib/shared/format';
import type { Prefs } from '@/lib/shared/prefs';
import { usePrefs } from './prefs';

/** The zone that every time on the screen is written in, and the switch between UTC and the browser's own. */
export function useZone(): { zone: Zone; clock: Prefs['clock']; setZone: (clock: Prefs['clock']) => void } {
  const { prefs, change } = usePrefs();
  const setZone = useCallback(
    (clock: Prefs['clock']) => change({ clock, local: Intl.DateTimeFormat().resolvedOptions().timeZone }),
    [change],
  );
  return {
    zone: prefs.clock === 'utc' ? 'UTC' : prefs.local,
    clock: prefs.clock,
    setZone,
  };
}
