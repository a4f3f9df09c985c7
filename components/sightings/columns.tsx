'use client';

import { createColumnHelper } from '@tanstack/react-table';
import type { GridFeatures } from '@/components/table/features';
import { Time } from '@/components/ui/time';
import type { Sighting } from '@/lib/sightings/model';
import { AccountsCell, ActivityCell, CountCell, DeviceCell, SelectCell, SignalsCell, ToolCell } from './cells';
import { FirstSeenHeader, SelectHeader, SortHeader } from './headers';
import { VerdictMark } from './verdict-mark';

/** Columns a person may hide, and their names in the menu. */
export const choosable = [
  { id: 'firstSeen', name: 'First seen' },
  { id: 'lastSeen', name: 'Last seen' },
  { id: 'activity', name: 'Activity' },
  { id: 'count', name: 'Events' },
  { id: 'signals', name: 'Signals' },
  { id: 'accounts', name: 'Accounts' },
  { id: 'verdict', name: 'Verdict' },
] as const;

/** What gives way to the panel beside the table; the panel shows it. */
export const givesWay = ['activity', 'signals', 'accounts'];

const helper = createColumnHelper<GridFeatures, Sighting>();

/** Defined once: what a cell needs besides its row it takes from context, so scrolling never makes new columns. */
export const columns = helper.columns([
  helper.display({
    id: 'select',
    header: () => <SelectHeader />,
    cell: ({ row }) => <SelectCell row={row} />,
    meta: { width: '34px' },
  }),
  helper.display({
    id: 'tool',
    header: () => <SortHeader sort="tool" name="Tool" />,
    cell: ({ row }) => <ToolCell row={row.original} />,
    meta: { width: 'minmax(126px, 1fr)' },
  }),
  helper.display({
    id: 'device',
    header: () => <SortHeader sort="device" name="Device" />,
    cell: ({ row }) => <DeviceCell row={row.original} />,
    meta: { width: 'minmax(150px, 1.5fr)' },
  }),
  helper.display({
    id: 'firstSeen',
    header: () => <FirstSeenHeader />,
    cell: ({ row }) => <Time value={row.original.firstSeen} />,
    meta: { width: '180px' },
  }),
  helper.display({
    id: 'lastSeen',
    header: () => <SortHeader sort="lastSeen" name="Last seen" />,
    cell: ({ row }) => <Time value={row.original.lastSeen} />,
    meta: { width: '180px' },
  }),
  helper.display({
    id: 'activity',
    header: 'Activity',
    cell: ({ row }) => <ActivityCell row={row.original} />,
    meta: { width: '138px' },
  }),
  helper.display({
    id: 'count',
    header: () => <SortHeader sort="count" name="Events" />,
    cell: ({ row }) => <CountCell row={row.original} />,
    meta: { width: '84px', align: 'end' },
  }),
  helper.display({
    id: 'signals',
    header: 'Signals',
    cell: ({ row }) => <SignalsCell row={row.original} />,
    meta: { width: '86px' },
  }),
  helper.display({
    id: 'accounts',
    header: () => <SortHeader sort="accounts" name="Accounts" />,
    cell: ({ row }) => <AccountsCell row={row.original} />,
    meta: { width: 'minmax(130px, 1.1fr)' },
  }),
  helper.display({
    id: 'verdict',
    header: 'Verdict',
    cell: ({ row }) => <VerdictMark verdict={row.original.verdict} />,
    meta: { width: '112px' },
  }),
]);
