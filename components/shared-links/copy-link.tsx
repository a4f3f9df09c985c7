'use client';

import { IconCheck, IconLink } from '@tabler/icons-react';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { useUrlState } from '@/components/ui/url-state';
import { useZone } from '@/components/ui/zone';
import { type HeldAnswer, heldSearch } from './held';
import classes from './shared-links.module.css';

const saidFor = 2000;

interface Props {
  answer?: HeldAnswer;
  look?: 'line' | 'plain';
  /** Of the words; for bars that hide them when they are narrow. */
  labelClass?: string | undefined;
}

/** The address of the view on the screen, held where it is now. */
function useHeldPath({ window, since }: HeldAnswer): string {
  const pathname = usePathname();
  const { search } = useUrlState();
  const { zone } = useZone();
  return `${pathname}?${heldSearch(search, { window, since }, zone)}`;
}

/** Copies the link to exactly what is on the screen. */
export function CopyLink({ answer = {}, look = 'line', labelClass }: Props) {
  const path = useHeldPath(answer);
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
        <span className={labelClass}>
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
