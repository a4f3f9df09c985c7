'use client';

import { createColumnHelper } from '@tanstack/react-table';
import { toolColor } from '@/components/charts/tool-color';
import { ExcludedMark } from '@/components/sightings/excluded-mark';
import { choosableOf, type GridFeatures } from '@/components/table/features';
import { SignalMark } from '@/components/ui/signal-mark';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import type { DeviceEvent } from '@/lib/devices/model';
import { slugOf } from '@/lib/hunts/model';
import classes from './device-events.module.css';
import { accountOf, actionOf, commandOf, initiatorOf, whatOf, workspaceOf } from './event-words';

const WORKSPACE = 'event-workspace';

const helper = createColumnHelper<GridFeatures, DeviceEvent>();
const none = <span className={classes.none}>–</span>;
const value = (text: string, mono = false) => (text === '' ? none : <Value text={text} mono={mono} />);

export const columns = helper.columns([
  helper.display({
    id: WORKSPACE,
    header: 'Workspace',
    cell: ({ row }) => value(workspaceOf(row.original)),
    meta: { min: 110, grow: 0.5, name: 'Workspace', givesWay: 4 },
  }),
  helper.display({
    id: 'event-time',
    header: 'Time',
    cell: ({ row }) => <Time value={row.original.timestamp} />,
    meta: { min: 184, squeezed: 156 },
  }),
  helper.display({
    id: 'event-signal',
    header: () => <span className="sr-only">Signal</span>,
    cell: ({ row }) => <SignalMark signal={row.original.signal} />,
    meta: { min: 36 },
  }),
  helper.display({
    id: 'event-action',
    header: 'Action',
    cell: ({ row }) => value(actionOf(row.original)),
    meta: { min: 150, name: 'Action', givesWay: 1 },
  }),
  helper.display({
    id: 'event-what',
    header: 'What',
    cell: ({ row }) => value(whatOf(row.original)),
    meta: { min: 150, grow: 1.1 },
  }),
  helper.display({
    id: 'event-tools',
    header: 'Tools',
    cell: ({ row }) => (row.original.tools.length === 0 ? none : <Tools event={row.original} />),
    meta: { min: 110, grow: 0.7, name: 'Tools', givesWay: 7 },
  }),
  helper.display({
    id: 'event-account',
    header: 'Account',
    cell: ({ row }) => value(accountOf(row.original)),
    meta: { min: 150, grow: 1, name: 'Account', givesWay: 5 },
  }),
  helper.display({
    id: 'event-command',
    header: 'Command line',
    cell: ({ row }) => value(commandOf(row.original), true),
    meta: { min: 160, grow: 2, name: 'Command line', givesWay: 6 },
  }),
  helper.display({
    id: 'event-initiator',
    header: 'Initiating process',
    cell: ({ row }) => value(initiatorOf(row.original)),
    meta: { min: 136, grow: 0.8, name: 'Initiating process', givesWay: 2 },
  }),
  helper.display({
    id: 'event-report',
    header: 'ReportId',
    cell: ({ row }) => <span className={classes.report}>{row.original.reportId ?? none}</span>,
    meta: { min: 130, align: 'end', name: 'ReportId', givesWay: 3 },
  }),
]);

const choosable = choosableOf(columns);
export const choosableIds = choosable.map(({ id }) => id);

/** The columns that a person may hide. Workspace is among them only if several workspaces are asked. */
export function choosableFor(rows: DeviceEvent[]): { id: string; name: string }[] {
  return rows.some((row) => workspaceOf(row) !== '') ? choosable : choosable.filter(({ id }) => id !== WORKSPACE);
}

function Tools({ event: { tools, excludedBy } }: { event: DeviceEvent }) {
  const [first = '', ...rest] = tools;
  return (
    <span className={classes.tools} data-tip={rest.length > 0 ? tools.join('\n') : undefined}>
      <span className={classes.swatch} style={{ background: toolColor(slugOf(first)) }} />
      <Value text={first} />
      {rest.length > 0 && <span className={classes.none}>+{rest.length}</span>}
      {excludedBy.length > 0 && <ExcludedMark excluded={{ events: 1, whole: true, exclusions: excludedBy }} />}
    </span>
  );
}
