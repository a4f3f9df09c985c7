'use client';

import { IconX } from '@tabler/icons-react';
import { IconButton, WordButton } from '@/components/ui/button';
import { DeviceName } from '@/components/ui/device-name';
import { Value } from '@/components/ui/text';
import { formatCount } from '@/lib/shared/format';
import classes from './filter-bar.module.css';
import type { Chip } from './filter-chips';
import type { Ask } from './use-question';

/** The filters that hold; each goes with a click. */
export function Chips({ chips, ask, onClear }: { chips: Chip[]; ask: Ask; onClear: () => void }) {
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Filters">
      {chips.map((chip) => (
        <li key={chip.key} className={classes.chip} data-not={chip.not}>
          <span className={classes.field}>
            {chip.field}
            {chip.not ? ' not' : ''}
          </span>
          <span className={classes.of} data-tip={chip.whole}>
            {chip.field === 'Device' ? <DeviceName name={chip.value} /> : <Value text={chip.value} max={32} />}
          </span>
          {chip.hides !== undefined && <span className={classes.hides}>hides {formatCount(chip.hides)}</span>}
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
      {chips.length > 1 && (
        <li>
          <WordButton look="link" onClick={onClear}>
            Clear all
          </WordButton>
        </li>
      )}
    </ul>
  );
}
