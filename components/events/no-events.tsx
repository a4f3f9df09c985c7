'use client';

import { Button } from '@mantine/core';
import { Empty } from '@/components/ui/empty';
import type { EventsParams } from '@/lib/devices/params';
import type { AskEvents } from './event-filters';
import { isNarrowed, withoutFilters } from './narrowed';

/** Says why no event is shown, and what can be done about it. */
export function NoEvents({ params, ask }: { params: EventsParams; ask: AskEvents }) {
  const narrowed = isNarrowed(params) || params.matched;
  return (
    <Empty
      title="No such events in this window"
      next={
        narrowed && (
          <Button variant="default" onClick={() => ask({ ...withoutFilters(params), matched: false })}>
            Show every row
          </Button>
        )
      }
    >
      {narrowed
        ? 'No row of this window passes the filters. Show every row, or choose a wider window.'
        : 'The tables have no rows of this device between these times. Choose a wider window.'}
    </Empty>
  );
}
