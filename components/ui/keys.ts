'use client';

import { useWindowEvent } from '@mantine/hooks';

/**
 * Handlers by key: `j`, `?`, `ArrowDown`, `Shift+x`, `mod+k` (Cmd or Ctrl). Letters are lower case. A handler that returns
 * false leaves the key to the browser.
 */
export type Keys = Record<string, (event: KeyboardEvent) => unknown>;

function nameOf(event: KeyboardEvent): string {
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.metaKey || event.ctrlKey) return `mod+${letter}`;
  const isLetter = /^[a-z]$/.test(letter);
  return event.shiftKey && (isLetter || letter.length > 1) ? `Shift+${letter}` : letter;
}

/** Whether the person is typing, or a dialog or menu uses the keyboard. */
function isTaken(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (
    target?.closest(
      'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu], [role=dialog], [role=listbox]',
    )
  )
    return true;
  if (event.key.startsWith('Arrow') && target?.matches('[type=radio]')) return true;
  if (event.key === 'Enter' && target?.closest('a, button, [role=slider]')) return true;
  return document.querySelector('[aria-modal="true"]') !== null;
}

/** Handles keys on the whole page. `mod+` keys work while the person types, the others do not. */
export function useKeys(keys: Keys): void {
  useWindowEvent('keydown', (event) => {
    const name = nameOf(event);
    const action = keys[name];
    if (!action || event.defaultPrevented || event.altKey || (isTaken(event) && !name.startsWith('mod+'))) return;
    if (action(event) !== false) event.preventDefault();
  });
}
