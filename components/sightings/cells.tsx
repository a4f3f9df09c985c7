'use client';

import { IconEye } from '@tabler/icons-react';
import type { Row } from '@tanstack/react-table';
import type { ComponentType } from 'react';
import { Sparkline } from '@/components/charts/sparkline';
import { NEUTRAL, toolColor } from '@/components/charts/tool-color';
import type { GridFeatures } from '@/components/table/features';
import { DeviceName } from '@/components/ui/device-name';
import { Link } from '@/components/ui/link';
import { SignalMark } from '@/components/ui/signal-mark';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { VerdictButton } from '@/components/verdicts/verdict-button';
import { counted, formatCount, formatInstant, zoneLabel } from '@/lib/shared/format';
import type { FieldName } from '@/lib/sightings/fields';
import type { Sighting } from '@/lib/sightings/model';
import classes from './cells.module.css';
import { ConfidenceMark, DoubtMark } from './confidence-mark';
import { earlierWords } from './earlier-words';
import { ExcludedMark } from './excluded-mark';
import { useTableContext } from './table-context';

interface Props {
  row: Sighting;
}

export function SelectCell({ row }: { row: Row<GridFeatures, Sighting> }) {
  const { onSelect } = useTableContext();
  const { tool, deviceName, deviceId } = row.original;
  return (
    <label className={classes.hit}>
      <input
        type="checkbox"
        className={classes.check}
        tabIndex={-1}
        aria-label={`Select ${tool} on ${deviceName || deviceId}`}
        checked={row.getIsSelected()}
        onChange={() => undefined}
        onClick={(event) => onSelect(row.index, event.shiftKey)}
      />
    </label>
  );
}

/** A new sighting has its tool’s colour even where there are too many tools for each to have one. */
function useColor({ toolSlug, isNew }: Sighting): string {
  const { coloured } = useTableContext();
  return isNew || (coloured?.has(toolSlug) ?? true) ? toolColor(toolSlug) : NEUTRAL;
}

function ToolCell({ row }: Props) {
  return (
    <span className={classes.tool}>
      <span className={classes.swatch} style={{ background: useColor(row) }} />
      <Value text={row.tool} />
      <DoubtMark row={row} />
    </span>
  );
}

function DeviceCell({ row }: Props) {
  const { deviceHref, newSince, lookbackFrom, watched } = useTableContext();
  const { zone } = useZone();
  const at = (instant: string | undefined) => (instant ? `${formatInstant(instant, zone, 0)} ${zoneLabel(zone)}` : '…');
  return (
    <>
      <Link href={deviceHref(row.deviceId, row.toolSlug)} className={classes.device} tabIndex={-1}>
        <DeviceName name={row.deviceName || row.deviceId} />
      </Link>
      {watched.has(row.deviceId) && (
        <IconEye
          size={14}
          stroke={1.75}
          className={classes.watched}
          role="img"
          aria-label="watched"
          data-tip="You watch this device"
        />
      )}
      {row.isNew && (
        <span
          data-end
          className={classes.new}
          data-tip={`First seen after ${at(newSince)}, and not seen between ${at(lookbackFrom)} and then`}
        >
          new
        </span>
      )}
      {row.excluded.whole && <ExcludedMark excluded={row.excluded} />}
    </>
  );
}

/** The first event in the window, and how long before it the tool was there already. */
function FirstSeenCell({ row }: Props) {
  const { window, lookbackFrom } = useTableContext();
  const { zone } = useZone();
  const before = window && lookbackFrom ? earlierWords(row, { window, lookbackFrom }) : null;
  return (
    <>
      <Time value={row.firstSeen} />
      {before !== null && row.earlier !== null && (
        <span
          className={classes.earlier}
          data-tip={`Already seen ${before} before the window, first at ${formatInstant(row.earlier, zone, 0)} ${zoneLabel(zone)}`}
        >
          ← {before}
        </span>
      )}
    </>
  );
}

/** The first event ever; marked where it is in the window. */
function FirstEverCell({ row: { firstEver, isFirst } }: Props) {
  if (firstEver === null) return <span className={classes.none}>not known</span>;
  return (
    <>
      <Time value={firstEver} />
      {isFirst && (
        <span data-end className={classes.new} data-tip="First ever seen in the window">
          first
        </span>
      )}
    </>
  );
}

/** How many events, and how many more exclusions take out. */
function CountCell({ row: { count, excluded } }: Props) {
  return (
    <>
      {excluded.events > 0 && !excluded.whole && <ExcludedMark excluded={excluded} short />}
      {formatCount(count)}
    </>
  );
}

function ActivityCell({ row }: Props) {
  const { step } = useTableContext();
  return <Sparkline activity={row.activity} step={step} color={useColor(row)} />;
}

function SignalsCell({ row }: Props) {
  return (
    <span className={classes.signals}>
      {row.signals.map(({ signal, count, huntIds }) => (
        <SignalMark key={signal} signal={signal} detail={`${counted(count, 'event')}, ${counted(huntIds.length, 'hunt')}`} />
      ))}
    </span>
  );
}

/** The first name and the number of others. */
function FirstOf({ names }: { names: string[] }) {
  const [first, ...rest] = names;
  if (first === undefined) return <span className={classes.none}>none</span>;
  return (
    <>
      <Value text={first} />
      {rest.length > 0 && (
        <span className={classes.more} data-tip={rest.map(visibleText).join('\n')}>
          +{rest.length}
        </span>
      )}
    </>
  );
}

/** The cell of each column. */
export const cells: Record<FieldName, ComponentType<Props>> = {
  tool: ToolCell,
  device: DeviceCell,
  firstSeen: FirstSeenCell,
  firstEver: FirstEverCell,
  lastSeen: ({ row }) => <Time value={row.lastSeen} />,
  activity: ActivityCell,
  count: CountCell,
  signals: SignalsCell,
  confidence: ({ row }) => <ConfidenceMark row={row} />,
  accounts: ({ row }) => <FirstOf names={row.accounts} />,
  workspaces: ({ row }) => <FirstOf names={row.workspaces} />,
  verdict: ({ row }) => <VerdictButton subject={row} inRow />,
  owner: ({ row }) => <FirstOf names={row.verdict.owner === null ? [] : [row.verdict.owner]} />,
};
