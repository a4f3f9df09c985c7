'use client';

import { IconEyeOff, IconX } from '@tabler/icons-react';
import Link from 'next/link';
import { useState } from 'react';
import { IconButton, WordButton } from '@/components/ui/button';
import { DeviceName } from '@/components/ui/device-name';
import { Value } from '@/components/ui/text';
import { writeSeed } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import { formatCount } from '@/lib/shared/format';
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
          <span className={classes.field}>
            {chip.field}
            {chip.not ? ' not' : ''}
          </span>
          <span className={classes.of} data-tip={chip.whole}>
            {chip.field === 'Device' ? <DeviceName name={chip.value} /> : <Value text={chip.value} max={32} />}
          </span>
          {chip.hides !== undefined && <span className={classes.hides}>hides {formatCount(chip.hides)}</span>}
          {chip.keep && (
            <Link
              href={paths.newExclusion(writeSeed(chip.keep, chip.without.window))}
              prefetch={false}
              className={classes.keep}
              aria-label={`Keep as exclusion: ${chip.field} ${chip.value}`}
              data-tip="Keep as exclusion: for everybody, with a reason and an end"
            >
              <IconEyeOff size={13} stroke={1.75} aria-hidden />
            </Link>
          )}
          <IconButton
            size={24}
            label={`Remove the filter ${chip.field} ${chip.not ? 'not ' : ''}${chip.value}`}
            tip={null}
            onClick={() => ask(chip.without)}
          >
            <IconX size={13} stroke={2} aria-hidden />
          </IconButton>
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
