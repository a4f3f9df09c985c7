'use client';

import { useQuery } from '@tanstack/react-query';
import { Sparkline } from '@/components/charts/sparkline';
import { toolColor } from '@/components/charts/tool-color';
import { getJson } from '@/components/ui/fetch';
import { Loading } from '@/components/ui/loading';
import { Problem } from '@/components/ui/problem';
import { Time } from '@/components/ui/time';
import { sightingHistorySchema } from '@/lib/history/model';
import { paths } from '@/lib/routes/paths';
import { counted } from '@/lib/shared/format';
import { eventsByDay } from './days';

interface Props {
  toolSlug: string;
  deviceId: string;
}

/** What the history knows of a tool on a device: each day since the first sweep, when it was last seen, and what is not known. */
export function SightingHistory({ toolSlug, deviceId }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ['history', toolSlug, deviceId],
    queryFn: ({ signal }) =>
      getJson(paths.api.sightingHistory(new URLSearchParams({ tool: toolSlug, deviceId })), sightingHistorySchema, signal),
  });
  if (error) return <Problem error={error} retry={refetch} />;
  if (!data) return <Loading what="Loading the history…" rows={2} />;
  const { off, reach, gaps, days, seen } = data;
  if (off !== null) return <p>No history is kept. The status page says why.</p>;
  if (reach === null) return <p>Nothing was swept yet.</p>;
  const late = days.reduce((sum, day) => sum + day.late, 0);
  return (
    <>
      <Sparkline activity={eventsByDay(reach, days)} step="1d" color={toolColor(toolSlug)} width={430} height={32} />
      <p>
        {seen === null ? (
          'Never seen'
        ) : (
          <>
            Seen on {counted(days.length, 'day')}, quiet since <Time value={seen.lastSeen} digits={0} focusable />,
          </>
        )}{' '}
        in the history from <Time value={reach.from} digits={0} /> to <Time value={reach.to} digits={0} />.
        {gaps.length > 0 && ` ${counted(gaps.length, 'time')} in between ${gaps.length > 1 ? 'were' : 'was'} not swept.`}
        {late > 0 && ` ${counted(late, 'event')} arrived late, after that time had been swept.`}
      </p>
    </>
  );
}
