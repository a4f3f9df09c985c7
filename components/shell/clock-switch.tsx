'use client';

import { useEffect } from 'react';
import { Segments } from '@/components/ui/segments';
import { useUrlState } from '@/components/ui/url-state';
import { useZone } from '@/components/ui/zone';
import { ZONE_PARAM } from '@/lib/shared/prefs';

/**
 * Chooses the clock for every time on the screen, in copies and in exports: UTC, the browser’s zone, or the zone that the
 * opened link names.
 */
export function ClockSwitch() {
  const { clock, zone, setZone } = useZone();
  const { search, replace } = useUrlState();
  // The browser holds the time zone. It changes when a laptop travels, and the cookie may have been set in another zone.
  useEffect(() => {
    if (clock === 'local' && zone !== Intl.DateTimeFormat().resolvedOptions().timeZone && !search.has(ZONE_PARAM))
      setZone('local');
  }, [clock, zone, search, setZone]);
  const choose = (chosen: typeof clock) => {
    if (chosen === 'link') return;
    setZone(chosen);
    if (!search.has(ZONE_PARAM)) return;
    const without = new URLSearchParams(search);
    without.delete(ZONE_PARAM);
    replace(without);
  };
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone;
  return (
    <Segments
      label="Times are shown in"
      options={[
        { value: 'utc', name: 'UTC', tip: 'Show times in UTC' },
        { value: 'local', name: 'Local', tip: clock === 'local' ? `Times are in ${zone}` : 'Show times in local time' },
        ...(clock === 'link' ? [{ value: 'link' as const, name: place, tip: `The link shows times in ${zone}` }] : []),
      ]}
      value={clock}
      onChange={choose}
    />
  );
}
