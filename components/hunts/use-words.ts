'use client';

import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useUrlState } from '@/components/ui/url-state';
import { parseHuntsParams, writeHuntsParams } from '@/lib/hunts/params';

const REST = 250;

/** The words of the search. They filter at once, go to the URL when typing stops, and follow the URL when Back changes it. */
export function useWords(): [words: string, seek: (words: string) => void] {
  const { search, replace } = useUrlState();
  const { q } = parseHuntsParams(search);
  const [words, setWords] = useState(q);
  const [known, setKnown] = useState(q);
  const write = useDebouncedCallback((next: string) => replace(writeHuntsParams({ q: next })), REST);
  if (q !== known) {
    setKnown(q);
    setWords(q);
  }
  const seek = (next: string) => {
    setWords(next);
    write(next);
  };
  return [words, seek];
}
