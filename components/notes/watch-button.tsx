'use client';

import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { WordButton } from '@/components/ui/button';
import { useMe, whyNot } from '@/components/ui/me';
import { ChangeFailure } from '@/components/writes/change-failure';
import { useDeviceNotes, useWatch } from './queries';

/** Watches a device for this person only: it is marked in lists, and the sightings page says when it shows something new. */
export function WatchButton({ deviceId }: { deviceId: string }) {
  const refused = whyNot(useMe());
  const { data } = useDeviceNotes(deviceId);
  const watch = useWatch(deviceId);
  const watching = data?.watching ?? false;
  const Icon = watching ? IconEyeOff : IconEye;
  return (
    <>
      <WordButton
        look="line"
        aria-pressed={watching}
        disabled={data === undefined || refused !== null}
        tip={refused ?? 'Marks it in lists, and tells you on the sightings page when it shows anything new'}
        onClick={() => watch.run(!watching)}
      >
        <Icon size={16} stroke={1.6} aria-hidden />
        {watching ? 'Stop watching' : 'Watch'}
      </WordButton>
      {watch.failure && <ChangeFailure failure={watch.failure} retry={watch.retry} />}
    </>
  );
}
