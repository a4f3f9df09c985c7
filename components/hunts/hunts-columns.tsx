'use client';

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { createColumnHelper } from '@tanstack/react-table';
import { createContext, useContext } from 'react';
import { NEUTRAL, toolColor } from '@/components/charts/tool-color';
import type { GridFeatures } from '@/components/table/features';
import { WordButton } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { defaultHuntsParams, type HuntsParams, type ToolSort } from '@/lib/hunts/params';
import { paths } from '@/lib/routes/paths';
import { counted, formatCount } from '@/lib/shared/format';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import { HuntLinks } from './hunt-links';
import classes from './hunts.module.css';
import { MitreLinks } from './mitre-links';
import type { ToolRow } from './tool-rows';
import { FOUND_OVER } from './use-tools';

/** What the headings need besides their column. */
export const sortContext = createContext<{ sort: HuntsParams['sort']; onSort: (key: ToolSort) => void }>({
  sort: defaultHuntsParams.sort,
  onSort: () => undefined,
});

function SortHeader({ sort: key, name, over }: { sort: ToolSort; name: string; over?: string }) {
  const { sort, onSort } = useContext(sortContext);
  const Arrow = sort.descending ? IconArrowDown : IconArrowUp;
  return (
    <WordButton look="plain" className={classes.sort} data-sorted={sort.key === key} onClick={() => onSort(key)}>
      {name}
      {over && <span className={classes.over}>{over}</span>}
      {sort.key === key && <Arrow size={13} stroke={2} aria-hidden />}
    </WordButton>
  );
}

/** The number of devices leads to the tool's sightings over the same window. */
function Devices({ row: { slug, tool, seen } }: { row: ToolRow }) {
  if (seen === undefined) return <span className={classes.shape} />;
  if (seen === null) return <span className={classes.none}>none</span>;
  const words = `${counted(seen.devices, 'device')} with ${visibleText(tool)} in the last 30 days`;
  const sightings = { ...defaultParams, window: { last: FOUND_OVER }, tool: [{ value: slug, not: false }] };
  return (
    <Link href={paths.home(writeSightingsParams(sightings))} className={classes.found} aria-label={words} data-tip={words}>
      {formatCount(seen.devices)}
    </Link>
  );
}

function Tool({ row: { slug, tool, seen } }: { row: ToolRow }) {
  return (
    <span className={classes.tool}>
      <span className={classes.dot} style={{ background: seen ? (seen.isNew ? toolColor(slug) : NEUTRAL) : 'var(--shape)' }} />
      <Link href={paths.tool(slug)}>
        <Value text={tool} />
      </Link>
      {seen?.isNew && <span className={classes.new}>new</span>}
    </span>
  );
}

const helper = createColumnHelper<GridFeatures, ToolRow>();

export const columns = helper.columns([
  helper.display({
    id: 'tool',
    header: () => <SortHeader sort="tool" name="Tool" />,
    cell: ({ row }) => <Tool row={row.original} />,
    meta: { min: 190, grow: 1, squeezed: 130 },
  }),
  helper.display({
    id: 'vendor',
    header: () => <SortHeader sort="vendor" name="Vendor" />,
    cell: ({ row: { original } }) => original.vendor !== null && <Value text={original.vendor} />,
    meta: { min: 150, grow: 1, givesWay: 2 },
  }),
  helper.display({
    id: 'devices',
    header: () => <SortHeader sort="devices" name="Devices" over="in 30 d" />,
    cell: ({ row }) => <Devices row={row.original} />,
    meta: { min: 116, squeezed: 108, align: 'end' },
  }),
  helper.display({
    id: 'events',
    header: () => <SortHeader sort="events" name="Events" />,
    cell: ({ row: { original } }) => original.seen && formatCount(original.seen.events),
    meta: { min: 84, align: 'end', givesWay: 3 },
  }),
  helper.display({
    id: 'lastSeen',
    header: () => <SortHeader sort="lastSeen" name="Last seen" />,
    cell: ({ row: { original } }) => original.seen && <Time value={original.seen.lastSeen} digits={0} />,
    meta: { min: 160, squeezed: 140, givesWay: 5 },
  }),
  helper.display({
    id: 'hunts',
    header: () => <SortHeader sort="hunts" name="Hunts by signal" />,
    cell: ({ row }) => <HuntLinks hunts={row.original.hunts} />,
    meta: { min: 430, grow: 1.4, givesWay: 4 },
  }),
  helper.display({
    id: 'techniques',
    header: () => 'Techniques',
    cell: ({ row: { original } }) => <MitreLinks tactics={[]} techniques={original.techniques} />,
    meta: { min: 150, givesWay: 1 },
  }),
]);
