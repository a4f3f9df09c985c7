'use client';

import { Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { visibleText } from '@/components/ui/visible';
import { counted } from '@/lib/shared/format';
import { ChipBody, ChipEnd, ChipValue } from './chip';
import classes from './filter-bar.module.css';
import type { Chip } from './filter-chips';
import type { Ask } from './use-question';

/** All values that a filter leaves out, in one chip. It opens to a list in which each can be taken away, or kept as an exclusion. */
export function ChipStack({ chip, each, ask }: { chip: Chip; each: Chip[]; ask: Ask }) {
  const [isOpen, setIsOpen] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const values = (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.stack}
          aria-label={`${chip.field} not: ${counted(each.length, 'value')}. Show each`}
          data-tip={chip.whole}
          onClick={() => setIsOpen(!isOpen)}
        >
          <bdi>{visibleText(chip.value)}</bdi>
          {chip.more !== undefined && chip.more > 0 && <span>+{chip.more}</span>}
          <IconChevronDown size={13} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={6}>
        <ul ref={list} tabIndex={-1} className={classes.each} aria-label={`${chip.field} not`}>
          {each.map((one) => (
            <li key={one.key}>
              <ChipValue chip={one} />
              <ChipEnd
                chip={one}
                ask={(next) => {
                  ask(next);
                  list.current?.focus(); // the button that had the focus goes
                }}
              />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
  return <ChipBody chip={chip} ask={ask} value={values} />;
}
