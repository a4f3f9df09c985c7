'use client';

import { createColumnHelper } from '@tanstack/react-table';
import type { GridFeatures } from '@/components/table/features';
import { Time } from '@/components/ui/time';
import type { Sighting } from '@/lib/sightings/model';
import { AccountsCell, ActivityCell, CountCell, DeviceCell, SelectCell, SignalsCell, ToolCell, WorkspacesCell } from './cells';
import { FirstSeenHeader, SelectHeader, SortHeader } from './headers';
import { VerdictMark } from './verdict-mark';

const helper = createColumnHelper<GridFeatures, Sighting>();

/** Seen only where several workspaces are asked. */
export const WORKSPACES = 'workspaces';

/** Defined once: what a cell needs besides its row it takes from context, so scrolling never makes new columns. */
export const columns = helper.columns([
  helper.display({
    id: 'select',
    header: () => <SelectHeader />,
    cell: ({ row }) => <SelectCell row={row} />,
    meta: { min: 34 },
  }),
  helper.display({
    id: 'tool',
    header: () => <SortHeader sort="tool" name="Tool" />,
    cell: ({ row }) => <ToolCell row={row.original} />,
    meta: { min: 112, grow: 1 },
  }),
  helper.display({
    id: 'device',
    header: () => <SortHeader sort="device" name="Device" />,
    cell: ({ row }) => <DeviceCell row={row.original} />,
    meta: { min: 132, grow: 1.6 },
  }),
  helper.display({
    id: 'firstSeen',
    header: () => <FirstSeenHeader />,
    cell: ({ row }) => <Time value={row.original.firstSeen} />,
    meta: { name: 'First seen', min: 178 },
  }),
  helper.display({
    id: 'lastSeen',
    header: () => <SortHeader sort="lastSeen" name="Last seen" />,
    cell: ({ row }) => <Time value={row.original.lastSeen} />,
    meta: { name: 'Last seen', min: 178 },
  }),
  helper.display({
    id: 'activity',
    header: 'Activity',
    cell: ({ row }) => <ActivityCell row={row.original} />,
    meta: { name: 'Activity', givesWay: true, min: 138 },
  }),
  helper.display({
    id: 'count',
    header: () => <SortHeader sort="count" name="Events" />,
    cell: ({ row }) => <CountCell row={row.original} />,
    meta: { name: 'Events', min: 80, align: 'end' },
  }),
  helper.display({
    id: 'signals',
    header: 'Signals',
    cell: ({ row }) => <SignalsCell row={row.original} />,
    meta: { name: 'Signals', givesWay: true, min: 86 },
  }),
  helper.display({
    id: 'accounts',
    header: () => <SortHeader sort="accounts" name="Accounts" />,
    cell: ({ row }) => <AccountsCell row={row.original} />,
    meta: { name: 'Accounts', givesWay: true, min: 124, grow: 1.1 },
  }),
  helper.display({
    id: WORKSPACES,
    header: 'Workspace',
    cell: ({ row }) => <WorkspacesCell row={row.original} />,
    meta: { name: 'Workspace', givesWay: true, min: 104, grow: 0.5 },
  }),
  helper.display({
    id: 'verdict',
    header: 'Verdict',
    cell: ({ row }) => <VerdictMark verdict={row.original.verdict} />,
    meta: { name: 'Verdict', min: 110 },
  }),
]);
