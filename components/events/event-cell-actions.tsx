'use client';

import { IconEyeOff } from '@tabler/icons-react';
import { type PointerEvent, type ReactNode, useState } from 'react';
import { LONGEST, seedOfField } from '@/components/exclusions/made-from';
import { CellButtons } from '@/components/table/cell-buttons';
import { cellKey, type HoveredCell, hoveredCell, rowStillThere } from '@/components/table/hovered-cell';
import { IconButton } from '@/components/ui/button';
import { useGo } from '@/components/ui/going';
import { useReadOnly } from '@/components/ui/read-only';
import { visibleText } from '@/components/ui/visible';
import type { DeviceEvent } from '@/lib/devices/model';
import { writeSeed } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import type { WindowChoice } from '@/lib/shared/window';
import classes from './device-events.module.css';
import { excludableOf } from './event-words';

interface Hovered extends HoveredCell {
  row: DeviceEvent;
  field: { column: string; value: string };
}

interface Props {
  rows: DeviceEvent[];
  window: WindowChoice;
  /** The table. Moving the pointer over it does not render it again. */
  children: ReactNode;
}

/** Frames the table of events, and offers to exclude events with the value of the cell under the pointer. */
export function EventCellActions({ rows, window, children }: Props) {
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const go = useGo();
  const isKept = useReadOnly();
  const over = (event: PointerEvent<HTMLElement>) => {
    const cell = hoveredCell(event);
    if (cell === undefined || isKept) return;
    const row = cell === null ? undefined : rows[cell.index];
    const field = cell && row ? excludableOf(row, cell.column) : null;
    setHovered(cell && row && field && field.value.length <= LONGEST ? { ...cell, row, field } : null);
  };
  const hide = () => setHovered(null);
  const isThere =
    hovered !== null &&
    rowStillThere(
      hovered,
      (index) => rows[index],
      ({ id }) => id,
    ) !== undefined;
  const exclude = ({ row, field }: Hovered) =>
    go(paths.newExclusion(writeSeed(seedOfField(row.tools[0], field.column, field.value), window)));
  return (
    <div className={classes.frame} onPointerOver={over} onPointerLeave={hide} onScrollCapture={hide}>
      {children}
      {hovered && isThere && (
        <CellButtons key={cellKey(hovered)} cell={hovered}>
          <IconButton
            tabIndex={-1}
            size={26}
            label={`Exclude events with ${hovered.field.column} ${visibleText(hovered.field.value)}…`}
            tip="Exclude events like this, as known to be good, for everybody"
            onClick={() => exclude(hovered)}
          >
            <IconEyeOff size={16} stroke={1.6} aria-hidden />
          </IconButton>
        </CellButtons>
      )}
    </div>
  );
}
