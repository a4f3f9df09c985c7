'use client';

import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { ChipBody, ChipValue } from './chip';
import { ChipStack } from './chip-stack';
import classes from './filter-bar.module.css';
import { type Chip, foldChips } from './filter-chips';
import type { Ask } from './use-question';

interface Props {
  chips: Chip[];
  ask: Ask;
  /** No other filter is set. */
  isAlone: boolean;
  onClear: () => void;
}

/** The filters that are set; a click on one removes it. */
export function Chips({ chips, ask, isAlone, onClear }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const { shown, more } = foldChips(chips, isOpen);
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Filters">
      {shown.map((chip) => (
        <li key={chip.key} className={classes.chip} data-not={chip.not}>
          {chip.each ? (
            <ChipStack chip={chip} each={chip.each} ask={ask} />
          ) : (
            <ChipBody chip={chip} ask={ask} value={<ChipValue chip={chip} />} />
          )}
        </li>
      ))}
      {(more > 0 || isOpen) && (
        <li>
          <WordButton look="link" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? 'Show fewer' : `and ${more} more`}
          </WordButton>
        </li>
      )}
      {!isAlone && (
        <li>
          <WordButton look="link" onClick={onClear}>
            Clear all
          </WordButton>
        </li>
      )}
    </ul>
  );
}
