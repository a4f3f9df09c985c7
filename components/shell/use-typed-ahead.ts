'use client';

import { useWindowEvent } from '@mantine/hooks';
import { useCallback, useRef } from 'react';

/**
 * Collects what is typed while something that a key has opened still loads: the text belongs to its field, not to the page’s
 * keys. Escape cancels it.
 */
export function useTypedAhead(
  isComing: boolean,
  onCancel: () => void,
): {
  /** Returns what was typed so far; Enter is a line break in it. */
  take: () => string;
} {
  const typed = useRef('');
  const onKey = (event: KeyboardEvent) => {
    if (!isComing || event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === 'Escape') {
      typed.current = '';
      onCancel();
    } else if (event.key === 'Backspace') typed.current = typed.current.slice(0, -1);
    else if (event.key === 'Enter') typed.current += '\n';
    else if (event.key.length === 1) typed.current += event.key;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  // It listens in the capture phase, to come before every other listener.
  useWindowEvent('keydown', onKey, { capture: true });
  const take = useCallback(() => {
    const words = typed.current;
    typed.current = '';
    return words;
  }, []);
  return { take };
}
