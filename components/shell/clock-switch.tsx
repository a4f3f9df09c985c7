'use client';

import { useEffect } from 'react';
import { Segments } from '@/components/ui/segments';
import { useZone } from '@/components/ui/zone';

/** UTC or the browser's own zone, for every time on the screen, in copies and in exports. */
export function ClockSwitch() {
  const { clock, zone, setZone } = useZone();
  // The zone is the browser's: it moves with a laptop, and a cookie may have come from another one.
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
