'use client';

import { IconFilterMinus, IconFilterPlus } from '@tabler/icons-react';
import { type RefObject, useEffect, useState } from 'react';
import { IconButton } from '@/components/ui/button';
import type { Sighting } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { applyChoice, rowChoices } from './row-choices';
import type { MenuPlace } from './row-menu';
import classes from './sightings.module.css';
import type { Ask } from './use-question';

interface Hovered {
  row: Sighting;
  column: string;
  right: number;
  top: number;
}

interface Props {
  /** What holds the rows. */
  frame: RefObject<HTMLElement | null>;
  rowAt: (index: number) => Sighting | undefined;
  params: SightingsParams;
  ask: Ask;
  onMenu: (place: MenuPlace) => void;
}

/** Include and exclude at the cell under the pointer: one pair of buttons for the whole table, not one in each cell. */
export function CellActions({ frame, rowAt, params, ask, onMenu }: Props) {
  const [hovered, setHovered] = useState<Hovered | null>(null);

  // The pointer moves over rows that React does not redraw for it.
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const over = (event: PointerEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('[data-actions]')) return;
      const cell = target?.closest<HTMLElement>('[data-column]');
      const row = rowAt(Number(cell?.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN));
      const column = cell?.dataset.column ?? '';
      if (!cell || !row || rowChoices(row, column).length === 0) return setHovered(null);
      const [box, outer] = [cell.getBoundingClientRect(), element.getBoundingClientRect()];
      setHovered({ row, column, right: outer.right - box.right, top: box.top - outer.top });
    };
    const hide = () => setHovered(null);
    element.addEventListener('pointerover', over);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('scroll', hide, true);
    return () => {
      element.removeEventListener('pointerover', over);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('scroll', hide, true);
    };
  }, [frame, rowAt]);

  if (!hovered) return null;
  const choices = rowChoices(hovered.row, hovered.column);
  const act = (not: boolean, event: React.MouseEvent) => {
    const [choice] = choices;
    if (choice && choices.length === 1) ask(applyChoice(params, choice, not));
    else onMenu({ row: hovered.row, column: hovered.column, left: event.clientX, top: event.clientY });
    setHovered(null);
  };
  const what = choices.length === 1 ? (choices[0]?.words ?? '') : 'one of these accounts';
  return (
    <div data-actions className={classes.actions} style={{ right: hovered.right, top: hovered.top }}>
      <IconButton tabIndex={-1} size={26} label={`Only ${what}`} onClick={(event) => act(false, event)}>
        <IconFilterPlus size={15} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton tabIndex={-1} size={26} label={`Without ${what}`} onClick={(event) => act(true, event)}>
        <IconFilterMinus size={15} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  );
}
