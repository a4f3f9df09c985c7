'use client';

import { usePathname } from 'next/navigation';
import { useUrlState } from '@/components/ui/url-state';
import { useZone } from '@/components/ui/zone';
import { CopyLink } from './copy-link';
import { type HeldAnswer, heldSearch } from './held';
import { ShareButton } from './share-button';

interface Props {
  /** What the answer on the screen is about; where there is none, the address alone is held. */
  answer?: HeldAnswer;
  /** The page can be frozen. */
  canFreeze?: boolean;
  look?: 'line' | 'plain';
  /** Of the words; for bars that hide them when they are narrow. */
  labelClass?: string | undefined;
}

/** Sends on what is on the screen: its address with all that moves held where it is now, or a short link. */
export function LinkButtons({ answer = {}, canFreeze = false, look = 'line', labelClass }: Props) {
  const pathname = usePathname();
  const { search } = useUrlState();
  const { zone } = useZone();
  const path = `${pathname}?${heldSearch(search, answer, zone)}`;
  return (
    <>
      <CopyLink path={path} look={look} labelClass={labelClass} />
      <ShareButton path={path} canFreeze={canFreeze} look={look} labelClass={labelClass} />
    </>
  );
}
