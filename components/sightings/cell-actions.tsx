'use client';

import { IconBan, IconEyeOff, IconFilter } from '@tabler/icons-react';
import { type MouseEvent, type PointerEvent, type ReactNode, type RefObject, useState } from 'react';
import { seedOfCell } from '@/components/exclusions/made-from';
import { CellButtons } from '@/components/table/cell-buttons';
import { cellKey, type HoveredCell, hoveredCell, rowStillThere } from '@/components/table/hovered-cell';
import { IconButton } from '@/components/ui/button';
import { useGo } from '@/components/ui/going';
import { writeSeed } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import type { Sighting } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { rowKey } from './open-row';
import { applyChoice, rowChoices } from './row-choices';
import type { MenuPlace } from './row-menu';
import classes from './sightings.module.css';
import type { Ask } from './use-question';

interface Hovered extends HoveredCell {
  row: Sighting;
}

interface Props {
  frame: RefObject<HTMLDivElement | null>;
  className: string | undefined;
  rowAt: (index: number) => Sighting | undefined;
  params: SightingsParams;
  ask: Ask;
  onMenu: (place: MenuPlace) => void;
  /** The table. Moving the pointer over it does not render it again. */
  children: ReactNode;
}

/**
 * Frames the table, and shows what can be done with the cell under the pointer: one set of buttons for the whole table,
 * not one in each cell.
 */
export function CellActions({ frame, className, rowAt, params, ask, onMenu, children }: Props) {
  const [hovered, setHovered] = useState<Hovered | null>(null);
  const over = (event: PointerEvent<HTMLElement>) => {
    const cell = hoveredCell(event);
    if (cell === undefined) return;
    const row = cell === null ? undefined : rowAt(cell.index);
    setHovered(cell && row && rowChoices(row, cell.column).length > 0 ? { ...cell, row } : null);
  };
  const hide = () => setHovered(null);
  const row = hovered ? rowStillThere(hovered, rowAt, rowKey) : undefined;
  return (
    <div ref={frame} className={className} onPointerOver={over} onPointerLeave={hide} onScrollCapture={hide}>
      {children}
      {hovered && row && (
        <Buttons key={cellKey(hovered)} hovered={{ ...hovered, row }} params={params} ask={ask} onMenu={onMenu} onDone={hide} />
      )}
    </div>
  );
}

interface ButtonsProps extends Pick<Props, 'params' | 'ask' | 'onMenu'> {
  hovered: Hovered;
  onDone: () => void;
}

function Buttons({ hovered, params, ask, onMenu, onDone }: ButtonsProps) {
  const choices = rowChoices(hovered.row, hovered.column);
  const go = useGo();
  // The cell of a tool is narrow, and the middle of it must stay free: a click there opens the row. The menu of `e` can exclude
  // a tool.
  const canExclude =
    hovered.column !== 'tool' && choices.some(({ filter, value }) => seedOfCell(hovered.row, filter, value) !== null);
  const exclude = (event: MouseEvent) => {
    const [choice] = choices;
    const seed = choice && choices.length === 1 ? seedOfCell(hovered.row, choice.filter, choice.value) : null;
    if (seed) go(paths.newExclusion(writeSeed(seed, params.window)));
    else onMenu({ row: hovered.row, column: hovered.column, left: event.clientX, top: event.clientY });
    onDone();
  };
  const act = (not: boolean, event: MouseEvent) => {
    const [choice] = choices;
    if (choice && choices.length === 1) ask(applyChoice(params, choice, not));
    else onMenu({ row: hovered.row, column: hovered.column, left: event.clientX, top: event.clientY });
    onDone();
  };
  const what = choices.length === 1 ? (choices[0]?.words ?? '') : 'one of these accounts';
  return (
    <CellButtons cell={hovered}>
      <IconButton tabIndex={-1} size={26} label={`Only ${what}`} onClick={(event) => act(false, event)}>
        <IconFilter size={16} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton tabIndex={-1} size={26} label={`Without ${what}`} onClick={(event) => act(true, event)}>
        <IconBan className={classes.without} size={16} stroke={1.6} aria-hidden />
      </IconButton>
      {canExclude && (
        <IconButton
          tabIndex={-1}
          size={26}
          label={`Exclude ${what}…`}
          tip={`Exclude ${what}… as known to be good, for everybody`}
          onClick={exclude}
        >
          <IconEyeOff size={16} stroke={1.6} aria-hidden />
        </IconButton>
      )}
    </CellButtons>
  );
}
