'use client';

import { IconCheck, IconLink } from '@tabler/icons-react';
import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import classes from './shared-links.module.css';

const saidFor = 2000;

interface Props {
  path: string;
  look: 'line' | 'plain';
  labelClass?: string | undefined;
}

/** Copies the link to exactly what is on the screen. */
export function CopyLink({ path, look, labelClass }: Props) {
  const [said, setSaid] = useState<'Link copied' | 'Not copied' | ''>('');
  const copy = async () => {
    const outcome = await navigator.clipboard.writeText(new URL(path, window.location.href).href).then(
      () => 'Link copied' as const,
      () => 'Not copied' as const,
    );
    setSaid(outcome);
    setTimeout(() => setSaid(''), saidFor);
  };
  const Icon = said === 'Link copied' ? IconCheck : IconLink;
  return (
    <>
      <WordButton look={look} tip="Copy a link to exactly this, with the window held where it is" onClick={copy}>
        <Icon size={16} stroke={1.6} aria-hidden />
        <span className={labelClass ?? classes.label}>
          {said === '' ? 'Copy link' : said}
          <span className={classes.widest} aria-hidden>
            Link copied
          </span>
        </span>
      </WordButton>
      <span className="sr-only" role="status">
        {said}
      </span>
    </>
  );
}
