'use client';

import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { MOST_PRINTED } from '@/components/events/printed-events';
import { useEvents } from '@/components/events/queries';
import { WordButton } from '@/components/ui/button';
import type { EventsParams } from '@/lib/devices/params';

/** Prints the page with all of its events, or as many as are printed at most: they are loaded first. */
export function PrintButton({ deviceId, params }: { deviceId: string; params: EventsParams }) {
  const events = useEvents(deviceId, params);
  const [loading, setLoading] = useState(false);
  const print = async () => {
    setLoading(true);
    let held: Pick<typeof events, 'data' | 'hasNextPage' | 'isError'> = events;
    while (held.hasNextPage && !held.isError && countOf(held.data) < MOST_PRINTED) held = await events.fetchNextPage();
    setLoading(false);
    window.print();
  };
  return (
    <WordButton
      look="line"
      tip={`All events, or the newest ${MOST_PRINTED}, with whole command lines`}
      disabled={loading || events.data === undefined}
      onClick={print}
    >
      <IconPrinter size={16} stroke={1.6} aria-hidden />
      <span>{loading ? 'Loading…' : 'Print'}</span>
    </WordButton>
  );
}

const countOf = (data: ReturnType<typeof useEvents>['data']) =>
  (data?.pages ?? []).reduce((count, { rows }) => count + rows.length, 0);
