'use client';

import { usePathname } from 'next/navigation';
import { useUrlState } from '@/components/ui/url-state';
import { useZone } from '@/components/ui/zone';
import { CopyLink } from './copy-link';
import { fixedSearch, type ShownAnswer } from './fixed-address';
import { ShareButton } from './share-button';

interface Props {
  /** What the answer on the screen depends on. Without an answer the link holds the address as it is. */
  answer?: ShownAnswer;
  /** Whether the page can be frozen. */
  canFreeze?: boolean;
  look?: 'line' | 'plain';
  /** The class of the button’s words, for bars that hide them when they are narrow. */
  labelClass?: string | undefined;
}

/** Buttons to share what is on the screen: copy its address with the window held, or make a short link. */
export function LinkButtons({ answer = {}, canFreeze = false, look = 'line', labelClass }: Props) {
  const pathname = usePathname();
  const { search } = useUrlState();
  const { zone } = useZone();
  const path = `${pathname}?${fixedSearch(search, answer, zone)}`;
  return (
    <>
      <CopyLink path={path} look={look} labelClass={labelClass} />
      <ShareButton path={path} canFreeze={canFreeze} look={look} labelClass={labelClass} />
    </>
  );
}
