'use client';

import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type RefObject, useState } from 'react';
import { IconButton } from './button';
import classes from './search-box.module.css';

const WAIT = 250;
const MAX = 500;

interface Props {
  value: string;
  /** What is searched: the name of the box, and its placeholder. */
  label: string;
  placeholder: string;
  onSearch: (words: string) => void;
  /** Moves the focus from the box to what it searches. */
  onLeave: () => void;
  box: RefObject<HTMLInputElement | null>;
}

/** A search field. It searches when the person stops typing, and at once on Enter. */
export function SearchBox({ value, label, placeholder, onSearch, onLeave, box }: Props) {
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const ask = (words: string) => {
    if (words.trim() !== value) onSearch(words.trim());
  };
  const askLater = useDebouncedCallback(ask, WAIT);
  // The words have changed from outside: a filter was cleared, or the browser went back.
  if (value !== known) {
    setKnown(value);
    if (typed.trim() !== value) setTyped(value);
  }
  const askNow = (words: string) => {
    askLater.cancel();
    setTyped(words);
    ask(words);
  };
  return (
    <div className={classes.search}>
      <IconSearch size={15} stroke={1.75} aria-hidden />
      <input
        ref={box}
        type="search"
        value={typed}
        maxLength={MAX}
        placeholder={placeholder}
        aria-label={label}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          askLater(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') askNow(typed);
          if (event.key === 'Escape' && typed !== '') askNow('');
          else if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
        }}
      />
      {typed === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <IconButton label="Clear the search" tip={null} size={24} onClick={() => askNow('')}>
          <IconX size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
