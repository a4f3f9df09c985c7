'use client';

import { IconCheck, IconCopy, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { IconButton } from './button';
import classes from './copy.module.css';

const saidFor = 1500;

/** Copies a text unchanged. `label` names the text in the button’s name and tip. */
export function CopyButton({ text, label, size = 14 }: { text: string; label: string; size?: number }) {
  const [state, setState] = useState<'ready' | 'done' | 'failed'>('ready');
  const copy = async () => {
    const outcome = await navigator.clipboard.writeText(text).then(
      () => 'done' as const,
      () => 'failed' as const,
    );
    setState(outcome);
    setTimeout(() => setState('ready'), saidFor);
  };
  const said = { ready: `Copy ${label}`, done: `Copied ${label}`, failed: `The browser refused to copy ${label}` }[state];
  const Icon = { ready: IconCopy, done: IconCheck, failed: IconX }[state];
  return (
    <>
      <IconButton size={24} className={classes.copy} data-state={state} label={said} onClick={copy}>
        <Icon size={size} stroke={1.75} aria-hidden />
      </IconButton>
      <span className="sr-only" role="status">
        {state === 'ready' ? '' : said}
      </span>
    </>
  );
}
