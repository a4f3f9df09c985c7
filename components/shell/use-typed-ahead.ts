'use client';

import { useWindowEvent } from '@mantine/hooks';
import { useCallback, useRef } from 'react';

/**
 * While something that was opened by a key is on its way, what is typed belongs to its field and not to the page's keys.
 * Escape calls it off.
 */
export function useTypedAhead(
  isComing: boolean,
  onCancel: () => void,
): {
  /** What was typed until now, an Enter as a line's end. */
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
  // In the capture phase, before every other listener.
  useWindowEvent('keydown', onKey, { capture: true });
  const take = useCallback(() => {
    const words = typed.current;
    typed.current = '';
    return words;
  }, []);
  return { take };
}
