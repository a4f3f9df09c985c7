'use client';

import { Button } from '@mantine/core';
import { excludedWords } from '@/components/exclusions/words';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { useZone } from '@/components/ui/zone';
import { paths } from '@/lib/routes/paths';
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import { addTicks, parseDuration } from '@/lib/shared/time';
import type { SightingsPage } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { useStatus } from './queries';
import { hasFilters, withoutFilters } from './question';
import type { Ask } from './use-question';
import { searchedWords, whyEmpty, whyNoMatch } from './why-empty';

const MONTH = parseDuration('30d') ?? 0n;

/** Nothing was found: says why, and what can be done. */
export function SightingsEmpty({ page, params, ask }: { page: SightingsPage; params: SightingsParams; ask: Ask }) {
  const { zone } = useZone();
  const reason = whyEmpty(page, params, useStatus().data);
  // The link is offered only if 30 days back from now really widens the window.
  const widen = addTicks(page.asOf, -MONTH) < page.window.from && (
    <Button variant="default" onClick={() => ask({ ...params, window: { last: '30d' } })}>
      Look at the last 30 days
    </Button>
  );
  const clear = (
    <Button variant="default" onClick={() => ask(withoutFilters(params))}>
      Clear the filters
    </Button>
  );
  const status = <Link href={paths.status()}>{page.engine === 'embedded' ? 'Status and import' : 'Status'}</Link>;
  if (reason.why === 'excluded') {
    return (
      <Empty
        title="All sightings that match are excluded"
        next={
          <>
            <Button variant="default" onClick={() => ask({ ...params, excluded: true, exclusion: null })}>
              Show excluded
            </Button>{' '}
            {hasFilters(params) && clear}
          </>
        }
      >
        {excludedWords(page.excluded)}, as known to be good.
      </Empty>
    );
  }
  if (reason.why === 'filters') {
    return (
      <Empty
        title="No sighting passes these filters"
        next={
          <>
            {clear} {widen}
          </>
        }
      >
        {searchedWords(params.q)}
      </Empty>
    );
  }
  if (reason.why === 'no-telemetry') {
    return (
      <Empty
        title="There is no telemetry yet"
        next={
          <Button component={Link} href={paths.status()}>
            Import files
          </Button>
        }
      >
        Import an export of Defender or Log Analytics on the status page, or with npm run import.
      </Empty>
    );
  }
  if (reason.why === 'no-data') {
    const newest = `${formatInstant(reason.newest, zone, 0)} ${zoneLabel(zone)}`;
    return (
      <Empty
        title="The telemetry has no events in this window"
        next={
          <>
            <Button variant="default" onClick={() => ask({ ...params, window: reason.near })}>
              Show the 5 days before the newest event
            </Button>
            {status}
          </>
        }
      >
        The newest event is from {newest}.
      </Empty>
    );
  }
  if (reason.why === 'missing-tables') {
    return (
      <Empty
        title="Nothing found, but not every hunt could run"
        next={
          <>
            {widen} {status}
          </>
        }
      >
        Not connected: {reason.tables.join(', ')}. Hunts on them were not asked.
      </Empty>
    );
  }
  return (
    <Empty
      title="No remote-management tool was seen in this window"
      next={
        <>
          {widen} {status}
        </>
      }
    >
      {whyNoMatch(page.notices)}
    </Empty>
  );
}
