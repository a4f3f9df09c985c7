'use client';

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { windowLength } from '@/components/shell/window-words';
import { useZone } from '@/components/ui/zone';
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import type { SortKey } from '@/lib/sightings/params';
import classes from './cells.module.css';
import { useTableContext } from './table-context';

export function SortHeader({ sort, name, over, tip }: { sort: SortKey; name: string; over?: string; tip?: string }) {
  const { sort: current, stale, onSort } = useTableContext();
  const sorted = current.key === sort;
  const Arrow = current.descending ? IconArrowDown : IconArrowUp;
  return (
    <button type="button" className={classes.sort} data-sorted={sorted} data-tip={tip} onClick={() => onSort(sort)}>
      {name}
      {over && (
        <span className={classes.over} data-stale={stale}>
          {over}
        </span>
      )}
      {sorted && <Arrow size={13} stroke={2} aria-hidden />}
    </button>
  );
}

/** First seen is first seen in a window, never ever: the header says in which. */
export function FirstSeenHeader() {
  const { window } = useTableContext();
  const { zone } = useZone();
  if (!window) return <SortHeader sort="firstSeen" name="First seen" />;
  const [from, to] = [formatInstant(window.from, zone, 0), formatInstant(window.to, zone, 0)];
  return (
    <SortHeader
      sort="firstSeen"
      name="First seen"
      over={`in ${windowLength(window)}`}
      tip={`The first event between ${from} and ${to} ${zoneLabel(zone)}. Earlier ones are not looked at here; “new” looks back 30 days more.`}
    />
  );
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
