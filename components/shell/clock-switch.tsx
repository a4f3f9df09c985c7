'use client';

import { useEffect } from 'react';
import { Segments } from '@/components/ui/segments';
import { useZone } from '@/components/ui/zone';

/** UTC or the browser's own zone, for every time on the screen, in copies and in exports. */
export function ClockSwitch() {
  const { clock, zone, setZone } = useZone();
  // The browser holds the time zone. It changes when a laptop travels, and the cookie may have been set in another zone.
  useEffect(() => {
    if (clock === 'local' && zone !== Intl.DateTimeFormat().resolvedOptions().timeZone) setZone('local');
  }, [clock, zone, setZone]);
  return (
    <Segments
      label="Times are shown in"
      options={[
        { value: 'utc', name: 'UTC', tip: 'Show times in UTC' },
        { value: 'local', name: 'Local', tip: clock === 'local' ? `Times are in ${zone}` : 'Show times in local time' },
      ]}
      value={clock}
      onChange={setZone}
    />
  );
}
