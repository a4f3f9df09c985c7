'use client';

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { windowLength } from '@/components/shell/window-words';
import { WordButton } from '@/components/ui/button';
import { useZone } from '@/components/ui/zone';
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import { type FieldName, fields, isSortKey, type SortKey } from '@/lib/sightings/fields';
import classes from './cells.module.css';
import { useTableContext } from './table-context';

interface Props {
  sort: SortKey;
  /** Smaller words beside the heading. */
  over?: string;
  tip?: string;
}

function SortHeader({ sort, over, tip }: Props) {
  const { sort: current, stale, onSort } = useTableContext();
  const sorted = current.key === sort;
  const Arrow = current.descending ? IconArrowDown : IconArrowUp;
  return (
    <WordButton look="plain" className={classes.sort} data-sorted={sorted} tip={tip} onClick={() => onSort(sort)}>
      {fields[sort].heading}
      {over && (
        <span className={classes.over} data-stale={stale}>
          {over}
        </span>
      )}
      {sorted && <Arrow size={13} stroke={2} aria-hidden />}
    </WordButton>
  );
}

/** “First seen” means first in a window, not first ever, so the heading says in which window. */
function FirstSeenHeader() {
  const { window, lookbackFrom } = useTableContext();
  const { zone } = useZone();
  if (!window) return <SortHeader sort="firstSeen" />;
  const [from, to] = [formatInstant(window.from, zone, 0), formatInstant(window.to, zone, 0)];
  const back = lookbackFrom ? `, looking back to ${formatInstant(lookbackFrom, zone, 0)}` : '';
  return (
    <SortHeader
      sort="firstSeen"
      over={`in ${windowLength(window)}`}
      tip={`The first event between ${from} and ${to} ${zoneLabel(zone)}. ← says how long before the window the tool was already on the device${back}.`}
    />
  );
}

/** The heading of a column; a click on one that can be sorted by sorts. */
export function FieldHeader({ field }: { field: FieldName }) {
  if (field === 'firstSeen') return <FirstSeenHeader />;
  return isSortKey(field) ? <SortHeader sort={field} /> : fields[field].heading;
}

export function SelectHeader() {
  const { allSelected, someSelected, onSelectLoaded } = useTableContext();
  return (
    <label className={classes.hit}>
      <input
        type="checkbox"
        className={classes.check}
        aria-label="Select all loaded rows"
        checked={allSelected}
        ref={(box) => {
          if (box) box.indeterminate = someSelected && !allSelected;
        }}
        onChange={onSelectLoaded}
      />
    </label>
  );
}
