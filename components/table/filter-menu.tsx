'use client';

import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { visibleText } from '@/components/ui/visible';
import { formatCount } from '@/lib/shared/format';
import classes from './menus.module.css';

interface Option {
  key: string;
  name: string;
  /** How many rows would remain; undefined when that is not known. */
  count?: number;
  chosen: boolean;
}

interface Props {
  name: string;
  options: Option[];
  onToggle: (key: string) => void;
}

const SEARCHED = 9;

/** Chooses the values of a column to keep. The menu stays open, so that several can be chosen. */
export function FilterMenu({ name, options, onToggle }: Props) {
  const [words, setWords] = useState('');
  const fits = options.filter((option) => option.name.toLowerCase().includes(words.toLowerCase()));
  return (
    <Menu position="bottom-start" width={250} closeOnItemClick={false} onClose={() => setWords('')}>
      <Menu.Target>
        <WordButton look="line">
          {name}
          <IconChevronDown size={13} aria-hidden />
        </WordButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.options}>
        {options.length > SEARCHED && (
          <Menu.Search
            placeholder={`Find a ${name.toLowerCase()}`}
            aria-label={`Find a ${name.toLowerCase()}`}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
        )}
        {fits.map(({ key, name: option, count, chosen: isChosen }) => (
          <Menu.CheckboxItem
            key={key}
            checked={isChosen}
            rightSection={count === undefined ? undefined : <span className={classes.count}>{formatCount(count)}</span>}
            onChange={() => onToggle(key)}
          >
            {visibleText(option)}
          </Menu.CheckboxItem>
        ))}
        {fits.length === 0 && (
          <Menu.Label>{options.length === 0 ? 'Nothing in this window' : 'Nothing has that name'}</Menu.Label>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
